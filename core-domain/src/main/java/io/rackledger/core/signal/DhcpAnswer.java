package io.rackledger.core.signal;

/** What a machine got from the DHCP server. */
public enum DhcpAnswer {
    /** An address was offered; it is held for a short time. */
    OFFERED,
    /** An address is the machine's for the time of the lease. */
    LEASED,
    /** The address that the machine asked for is not to be had by it. */
    REFUSED,
    /** What to boot was told, beside an address that another DHCP server gives. */
    BOOT_FILE_TOLD,
    /** Settings were told to a machine that has its address from elsewhere. */
    INFORMED
}
