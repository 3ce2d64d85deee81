package io.rackledger.core.door;

/** The log will never take this signal, however often it is told: it is too large, or not well-formed. Others are not concerned. */
public final class SignalRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SignalRefusedException(String why, Throwable cause) {
        super(why, cause);
    }
}
