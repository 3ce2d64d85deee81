package io.rackledger.core.node;

import java.time.Instant;

/**
 * What a decision needs from outside.
 *
 * @param policy how long waits may take
 * @param drift what follows from a power state that nobody asked for
 */
public record Given(Instant at, WaitPolicy policy, DriftPolicy drift) {
    /** Where drift is only written down. */
    public Given(Instant at, WaitPolicy policy) {
        this(at, policy, DriftPolicy.RECORD);
    }
}
