package io.rackledger.core.signal;

/** Which program of a machine speaks DHCP, as far as its request tells. One machine is several of them in one boot. */
public enum DhcpClient {
    /** The network boot of a firmware, by TFTP. */
    PXE_FIRMWARE,
    /** The network boot of UEFI firmware, by HTTP. */
    HTTP_FIRMWARE,
    /** The iPXE boot loader. */
    IPXE,
    /** Anything else: an operating system, an installer, a management controller. */
    OTHER
}
