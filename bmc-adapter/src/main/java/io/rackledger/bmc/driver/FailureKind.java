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
    UNREACHABLE(
            FailureCode.BMC_UNREACHABLE,
            Response.TRY_AGAIN,
            "check its address, its network and the firewall before it; IPMI is UDP port 623"),
    /** It answers, but not to IPMI 2.0. */
    NOT_IPMI(FailureCode.BMC_REFUSED, Response.STOP, "switch on IPMI over LAN on the BMC, or speak Redfish to it"),
    /** User or password are wrong: accounts lock themselves after a few wrong tries. */
    AUTH(FailureCode.BMC_REFUSED, Response.STOP, "check user and password; do not try on, as accounts lock themselves"),
    /** The BMC key is wrong or missing. */
    KG(FailureCode.BMC_REFUSED, Response.STOP, "its BMC key (K_g) is not the one that was given"),
    /** It takes none of our cipher suites. */
    CIPHER(
            FailureCode.BMC_REFUSED,
            Response.STOP,
            "switch on cipher suite 17 or 3 on the BMC, with Redfish TLS 1.2 or 1.3"),
    /** The account may not do this. */
    PRIVILEGE(
            FailureCode.BMC_REFUSED,
            Response.STOP,
            "give the account the privilege ADMINISTRATOR on the LAN channel, or ask for less with --privilege"),
    /** All of its sessions are taken; they end by themselves after about a minute. */
    SESSIONS_FULL(
            FailureCode.BMC_REFUSED,
            Response.TRY_AGAIN,
            "wait a minute, in which sessions end by themselves; if that is in vain, reset the BMC"),
    /** It cannot do this now. */
    BUSY(FailureCode.BMC_REFUSED, Response.TRY_AGAIN, "try again in some seconds"),
    /** It cannot do this at all. */
    UNSUPPORTED(
            FailureCode.BMC_REFUSED,
            Response.STOP,
            "it cannot do this; its firmware may be too old, or it can by another protocol"),
    /** Not while the machine is in its present state. */
    WRONG_STATE(FailureCode.BMC_REFUSED, Response.TRY_AGAIN, "look at the machine's power state first"),
    /** It took the command, and nothing happened. */
    NO_EFFECT(
            FailureCode.POWER_NOT_CHANGED,
            Response.TRY_AGAIN,
            "it takes commands that do nothing; look at the machine's power supplies and its event log (bmc sel)"),
    /** It tells no power state, or one that cannot be. */
    UNKNOWN_STATE(
            FailureCode.BMC_REFUSED,
            Response.TRY_AGAIN,
            "it tells no power state; wait until it is up, and reset it if it stays so"),
    /** It tells a state that is over. */
    STALE(FailureCode.BMC_REFUSED, Response.TRY_AGAIN, "it tells a state that is over; ask again in a minute"),
    /** It answers, but so late that the time for the work is over. */
    SLOW(
            FailureCode.BMC_UNREACHABLE,
            Response.TRY_AGAIN,
            "it needs more time for each answer; raise --timeout, and reset the BMC if it gets worse"),
    /** It answered in time before, and did not answer this. */
    SILENT(
            FailureCode.BMC_UNREACHABLE,
            Response.TRY_AGAIN,
            "it stopped answering half-way; try again, and reset the BMC if it does so again"),
    /** What came back was no valid answer. */
    CORRUPT(
            FailureCode.BMC_UNREACHABLE,
            Response.TRY_AGAIN,
            "something else answers, or its firmware is faulty; look at the packets"),
    /** It is the BMC of another machine than the one that was enrolled. */
    IDENTITY(
            FailureCode.BMC_OF_OTHER_MACHINE,
            Response.STOP,
            "this address belongs to another machine; correct the node's BMC address before anything else"),
    /** It shows another TLS certificate than the one by which it is known, or one that nobody we trust has signed. */
    CERTIFICATE(
            FailureCode.BMC_REFUSED,
            Response.STOP,
            "find out who answers there; a new certificate is believed after 'bmc trust NODE', or by --pin where the BMC is"
                    + " named by --address"),
    /** It hangs for good; more questions make it worse. */
    STUCK(
            FailureCode.BMC_UNREACHABLE,
            Response.STOP,
            "it hangs; reset the BMC, or cut the machine's power for a minute"),
    /** It took the boot device and holds another one. */
    BOOT_LOST(
            FailureCode.BMC_REFUSED,
            Response.TRY_AGAIN,
            "it does not keep the boot device; update its firmware, or let the machine's firmware boot from the network first"),
    /** Virtual media is not in the state that it was put into. */
    MEDIA(
            FailureCode.BMC_REFUSED,
            Response.TRY_AGAIN,
            "its virtual media is stuck; eject it by hand on the BMC's own page"),
    /** It refused for a reason that is none of these. */
    REFUSED(FailureCode.BMC_REFUSED, Response.STOP, "see its answer");

    /** What follows. */
    private enum Response {
        /** Again after a pause with jitter, within the time of the work. */
        TRY_AGAIN,
        /** Never by itself: a person must look. */
        STOP
    }

    private final FailureCode code;
    private final Response response;
    private final String remedy;

    FailureKind(FailureCode code, Response response, String remedy) {
        this.code = code;
        this.response = response;
        this.remedy = remedy;
    }

    /** What is to be done then, for operators. */
    public String remedy() {
        return remedy;
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
