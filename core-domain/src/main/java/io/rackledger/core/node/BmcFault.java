package io.rackledger.core.node;

import io.rackledger.core.identity.Text;
import java.time.Instant;

/**
 * Why a node's BMC cannot be worked with.
 *
 * @param kind how it failed, as {@code docs/bmc-failures.md} sorts it, for example UNREACHABLE, AUTH or IDENTITY
 * @param detail the BMC's address and what it answered; never a secret
 * @param since when it was first met, by the clock of bmc-adapter
 */
public record BmcFault(String kind, String detail, Instant since) {
    private static final int LONGEST_KIND = 32;
    private static final int LONGEST_DETAIL = 500;

    public BmcFault {
        kind = Text.bounded(kind, LONGEST_KIND);
        detail = Text.bounded(detail, LONGEST_DETAIL);
    }
}
