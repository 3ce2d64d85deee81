package io.rackledger.core.signal;

/** How a boot loader's word about a failed step came to us. */
public enum BeaconPath {
    HTTP,
    /** Taken where HTTP does not get through. */
    TFTP
}
