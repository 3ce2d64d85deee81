package io.rackledger.core.signal;

/** How a TFTP transfer ended. */
public enum TransferEnd {
    /** The machine has confirmed the last byte. */
    COMPLETE,
    /** The machine asked for the size, got it, and took no more: what UEFI firmware does before each load. */
    SIZE_PROBE,
    /** The machine broke off and said so. */
    ABORTED,
    /** The machine confirmed nothing any more, whatever was sent again. */
    SILENT,
    /** This server broke off: the file could not be read any more, or the server was stopped. */
    BROKEN_OFF
}
