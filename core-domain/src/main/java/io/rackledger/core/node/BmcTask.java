package io.rackledger.core.node;

/** What an operator may have done at a node's BMC beside its power and boot device; no state of the node depends on it. */
public enum BmcTask {
    /** An image is put into the BMC's virtual CD drive, in place of any other. */
    INSERT_MEDIA,
    EJECT_MEDIA,
    /** The BMC itself is restarted; the machine goes on. */
    RESTART_BMC
}
