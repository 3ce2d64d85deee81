package io.rackledger.bmc.credential;

/** There is an account for the node, and it cannot be decrypted or read. The message names the remedy and holds no secret. */
public final class AccountUnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    AccountUnreadableException(String message, Throwable cause) {
        super(message, cause);
    }

    AccountUnreadableException(String message) {
        super(message);
    }
}
