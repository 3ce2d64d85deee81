package io.rackledger.core.node;

/** What became of the account by which a node's BMC is spoken to. The account itself is in no event. */
public enum AccountChange {
    /** Another user or password than before. */
    SET,
    /** The same one, encrypted under a new key. */
    ROTATED,
    /** Its key was destroyed, and with it the account. */
    SHREDDED
}
