package io.rackledger.bmc.driver;

import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.node.BmcFault;
import java.util.Arrays;
import java.util.Optional;

/**
 * How the failures of BMCs are sorted, whatever the protocol; {@code docs/bmc-failures.md} has the signatures of each. What is to be done
 * differs by kind, so nothing else decides whether something is tried again.
 */
public enum FailureKind {
    /** No answer at all. */
    UNREACHABLE(FailureCode.BMC_UNREACHABLE, Response.TRY_AGAIN),
    /** It answers, but not to IPMI 2.0. */
    NOT_IPMI(FailureCode.BMC_REFUSED, Response.STOP),
    /** User or password are wrong: accounts lock themselves after a few wrong tries. */
    AUTH(FailureCode.BMC_REFUSED, Response.STOP),
    /** The BMC key is wrong or missing. */
    KG(FailureCode.BMC_REFUSED, Response.STOP),
    /** It takes none of our cipher suites. */
    CIPHER(FailureCode.BMC_REFUSED, Response.STOP),
    /** The account may not do this. */
    PRIVILEGE(FailureCode.BMC_REFUSED, Response.STOP),
    /** All of its sessions are taken; they end by themselves after about a minute. */
    SESSIONS_FULL(FailureCode.BMC_REFUSED, Response.TRY_AGAIN),
    /** It cannot do this now. */
    BUSY(FailureCode.BMC_REFUSED, Response.TRY_AGAIN),
    /** It cannot do this at all. */
    UNSUPPORTED(FailureCode.BMC_REFUSED, Response.STOP),
    /** Not while the machine is in its present state. */
    WRONG_STATE(FailureCode.BMC_REFUSED, Response.TRY_AGAIN),
    /** It took the command, and nothing happened. */
    NO_EFFECT(FailureCode.POWER_NOT_CHANGED, Response.TRY_AGAIN),
    /** It tells no power state, or one that cannot be. */
    UNKNOWN_STATE(FailureCode.BMC_REFUSED, Response.TRY_AGAIN),
    /** It tells a state that is over. */
    STALE(FailureCode.BMC_REFUSED, Response.TRY_AGAIN),
    /** It answers, but so late that the time for the work is over. */
    SLOW(FailureCode.BMC_UNREACHABLE, Response.TRY_AGAIN),
    /** It answered in time before, and did not answer this. */
    SILENT(FailureCode.BMC_UNREACHABLE, Response.TRY_AGAIN),
    /** What came back was no valid answer. */
    CORRUPT(FailureCode.BMC_UNREACHABLE, Response.TRY_AGAIN),
    /** It is the BMC of another machine than the one that was enrolled. */
    IDENTITY(FailureCode.BMC_REFUSED, Response.STOP),
    /** It shows another TLS certificate than the one by which it is known, or one that nobody we trust has signed. */
    CERTIFICATE(FailureCode.BMC_REFUSED, Response.STOP),
    /** It hangs for good; more questions make it worse. */
    STUCK(FailureCode.BMC_UNREACHABLE, Response.STOP),
    /** It took the boot device and holds another one. */
    BOOT_LOST(FailureCode.BMC_REFUSED, Response.TRY_AGAIN),
    /** Virtual media is not in the state that it was put into. */
    MEDIA(FailureCode.BMC_REFUSED, Response.TRY_AGAIN),
    /** It refused for a reason that is none of these. */
    REFUSED(FailureCode.BMC_REFUSED, Response.STOP);

    /** What follows. */
    private enum Response {
        /** Again after a pause with jitter, within the time of the work. */
        TRY_AGAIN,
        /** Never by itself: a person must look. */
        STOP
    }

    private final FailureCode code;
    private final Response response;

    FailureKind(FailureCode code, Response response) {
        this.code = code;
        this.response = response;
    }

    /** As the node's failure tells it. */
    public FailureCode code() {
        return code;
    }

    /** Whether the same request may succeed a little later. */
    public boolean retryable() {
        return response == Response.TRY_AGAIN;
    }

    /** Whether it is the account that is refused: to try on locks it. */
    public boolean isOfTheAccount() {
        return this == AUTH || this == KG || this == CIPHER || this == PRIVILEGE;
    }

    /** Whether it says something of the BMC as such, which the next piece of work would meet again, and not of what was asked of it. */
    public boolean isOfTheBmc() {
        return switch (this) {
            case UNREACHABLE,
                    NOT_IPMI,
                    AUTH,
                    KG,
                    CIPHER,
                    PRIVILEGE,
                    SESSIONS_FULL,
                    BUSY,
                    UNKNOWN_STATE,
                    SLOW,
                    SILENT,
                    CORRUPT,
                    IDENTITY,
                    CERTIFICATE,
                    STUCK,
                    REFUSED -> true;
            case UNSUPPORTED, WRONG_STATE, NO_EFFECT, STALE, BOOT_LOST, MEDIA -> false;
        };
    }

    /** The kind of a fault that stands in the log; empty for one that this program does not know. */
    public static Optional<FailureKind> of(BmcFault fault) {
        return Arrays.stream(values())
                .filter(kind -> kind.name().equals(fault.kind()))
                .findFirst();
    }
}
