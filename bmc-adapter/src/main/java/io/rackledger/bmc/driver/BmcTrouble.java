package io.rackledger.bmc.driver;

import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.Text;

/** A BMC did not do what was asked. The message names the address and what it answered, and never carries a secret. */
public final class BmcTrouble extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 400;

    /** How a trouble is sorted. */
    public enum Kind {
        /** No answer: worth another try until the deadline. */
        UNREACHABLE(FailureCode.BMC_UNREACHABLE, true),
        /** It answered that it cannot do this now: worth another try. */
        BUSY(FailureCode.BMC_REFUSED, true),
        /** It answered that it will not do this. No retry: accounts lock themselves after a few wrong tries. */
        REFUSED(FailureCode.BMC_REFUSED, false);

        private final FailureCode code;
        private final boolean retryable;

        Kind(FailureCode code, boolean retryable) {
            this.code = code;
            this.retryable = retryable;
        }
    }

    private final Kind kind;

    public BmcTrouble(Kind kind, String detail) {
        super(Text.bounded(detail, LONGEST));
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    public FailureCode code() {
        return kind.code;
    }

    /** Whether the same request may succeed a little later. */
    public boolean retryable() {
        return kind.retryable;
    }

    /** What happened, for the log and the operator. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
