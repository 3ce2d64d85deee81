package io.rackledger.bmc.client;

/**
 * A BMC did not do what was asked. The message says what it answered at which stage and holds no secret.
 */
public final class IpmiException extends Exception {
    private static final long serialVersionUID = 1L;

    /** How failures are sorted; what is to be done differs. */
    public enum Kind {
        /** No answer at all. */
        UNREACHABLE,
        /** It answers, but not to IPMI 2.0. */
        NOT_IPMI,
        /** User or password are wrong. Stop: accounts lock themselves. */
        AUTH,
        /** The BMC key is wrong or missing. Stop. */
        KG,
        /** It takes none of our cipher suites. Stop. */
        CIPHER,
        /** The account may not do this. Stop. */
        PRIVILEGE,
        /** All of its sessions are taken; they end by themselves after about a minute. */
        SESSIONS_FULL,
        /** It cannot do this now. */
        BUSY,
        /** It cannot do this at all. */
        UNSUPPORTED,
        /** Not while the machine is in its present state. */
        WRONG_STATE,
        /** It answered in time before, and did not answer this. */
        SILENT,
        /** What came back was no answer of this session. */
        CORRUPT,
        /** It refused for a reason that is none of these. */
        REFUSED
    }

    private final Kind kind;
    private final Stage stage;
    private final int code;

    /** @param code status or completion code that the BMC told, -1 where it told none */
    public IpmiException(Kind kind, Stage stage, int code, String message) {
        super(message);
        this.kind = kind;
        this.stage = stage;
        this.code = code;
    }

    public Kind kind() {
        return kind;
    }

    public Stage stage() {
        return stage;
    }

    public int code() {
        return code;
    }
}
