package io.rackledger.bmc.rmcp;

/** Bytes that are no packet of ours. The message says what is wrong with them and holds none of their content. */
public final class BadPacketException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadPacketException(String message) {
        super(message);
    }
}
