package io.rackledger.bmc.driver;

import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.Text;
import io.rackledger.core.node.BmcIdentity;

/** A BMC did not do what was asked. The message names the address and what it answered, and never carries a secret. */
public final class BmcTrouble extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 400;

    /** What {@link #status} is where the BMC told none. */
    public static final int NO_STATUS = -1;

    private final FailureKind kind;
    private final String stage;
    private final int status;

    public BmcTrouble(FailureKind kind, String detail) {
        this(kind, "", NO_STATUS, detail);
    }

    /**
     * @param stage how far it came, in the words of the protocol
     * @param status status or completion code that the BMC told, {@value #NO_STATUS} where it told none
     */
    public BmcTrouble(FailureKind kind, String stage, int status, String detail) {
        super(Text.bounded(detail, LONGEST));
        this.kind = kind;
        this.stage = stage;
        this.status = status;
    }

    /** What must stop all work: the BMC belongs to another machine than it did. */
    public static BmcTrouble stranger(String authority, BmcIdentity known, BmcIdentity told) {
        return new BmcTrouble(
                FailureKind.IDENTITY,
                "BMC " + authority + " says that it belongs to the machine with " + told.words()
                        + ", but this node is the one with " + known.words()
                        + "; nothing was switched: correct the BMC address, or trust the BMC anew");
    }

    /** What the node's driver cannot ask for. @param other the driver that can */
    static BmcTrouble notByDriver(String authority, String what, String other) {
        return new BmcTrouble(
                FailureKind.UNSUPPORTED,
                "the driver of BMC " + authority + " knows no " + what + "; use the BMC's own page, or the driver "
                        + other);
    }

    public FailureKind kind() {
        return kind;
    }

    /** How far it came, in the words of the protocol; empty where the protocol has no stages. */
    public String stage() {
        return stage;
    }

    /** Status or completion code that the BMC told, {@value #NO_STATUS} where it told none. */
    public int status() {
        return status;
    }

    public FailureCode code() {
        return kind.code();
    }

    /** Whether the same request may succeed a little later. */
    public boolean retryable() {
        return kind.retryable();
    }

    /** What happened, for the log and the operator. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
