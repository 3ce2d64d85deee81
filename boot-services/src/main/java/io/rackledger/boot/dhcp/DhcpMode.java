package io.rackledger.boot.dhcp;

/** What the DHCP server does. */
public enum DhcpMode {
    /** Gives addresses and boot files: the only DHCP server of its networks. */
    AUTHORITATIVE,
    /** Tells boot files only, beside a DHCP server that gives the addresses. */
    PROXY
}
