package io.rackledger.core.node;

import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.Text;

/** What became of a power request. */
public sealed interface PowerOutcome {
    /** The BMC, read again afterwards, confirms this power state. */
    record Confirmed(PowerState power) implements PowerOutcome {}

    /** It did not work; {@code code} is one of the BMC codes and {@code detail} names the address and what it answered. */
    record Failed(FailureCode code, String detail) implements PowerOutcome {
        public Failed {
            detail = Text.bounded(detail, 500);
        }
    }
}
