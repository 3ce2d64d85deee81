package io.rackledger.boot.tftp;

import io.rackledger.core.signal.TransferEnd;

/**
 * How a transfer ended.
 *
 * @param confirmedBytes where the machine stopped
 * @param resent how often something was sent again
 * @param detail what the machine said when it broke off, or why the server did
 */
record Ending(TransferEnd end, long confirmedBytes, int resent, String detail) {
    /** The file was changed meanwhile: what the machine has is neither the old one nor the new one for certain. */
    Ending ofChangedFile() {
        return end == TransferEnd.COMPLETE
                ? new Ending(TransferEnd.BROKEN_OFF, confirmedBytes, resent, "the file was changed meanwhile")
                : this;
    }
}
