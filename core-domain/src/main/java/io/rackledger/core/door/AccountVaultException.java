package io.rackledger.core.door;

/** The store of BMC accounts could not be read or written; nothing was changed, and the message says why without any account. */
public final class AccountVaultException extends Exception {
    private static final long serialVersionUID = 1;

    public AccountVaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
