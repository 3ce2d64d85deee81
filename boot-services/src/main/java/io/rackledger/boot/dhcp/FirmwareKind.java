package io.rackledger.boot.dhcp;

import io.rackledger.core.identity.MacAddress;
import java.util.Arrays;
import java.util.Optional;

/** Programs that ask DHCP what to boot, in the order in which an operator thinks of them. RFC 4578 section 2.1 numbers them. */
public enum FirmwareKind {
    BIOS("bios", 0, "PXEClient"),
    UEFI_X64("uefi-x64", 7, "PXEClient"),
    UEFI_ARM64("uefi-arm64", 11, "PXEClient"),
    HTTP_X64("http-x64", 16, "HTTPClient"),
    HTTP_ARM64("http-arm64", 19, "HTTPClient"),
    IPXE("ipxe", 0, "PXEClient");

    private static final byte[] ASKED = {
        OptionCode.SUBNET_MASK,
        OptionCode.ROUTER,
        OptionCode.DNS,
        OptionCode.VENDOR,
        OptionCode.VENDOR_CLASS,
        OptionCode.TFTP_SERVER,
        OptionCode.BOOT_FILE
    };
    private static final byte[] ONE_FEATURE = {19, 1, 1};

    private final String wireName;
    private final int architecture;
    private final String vendor;

    FirmwareKind(String wireName, int architecture, String vendor) {
        this.wireName = wireName;
        this.architecture = architecture;
        this.vendor = vendor;
    }

    /** As options and answers have it. */
    public String wireName() {
        return wireName;
    }

    /** Client system architecture of RFC 4578. */
    public int architecture() {
        return architecture;
    }

    /** The kind of that name; empty where there is none. */
    public static Optional<FirmwareKind> of(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst();
    }

    /**
     * The first message of such a firmware, as recorded of real ones.
     *
     * @param relay the relay agent that it came through; none: the machine is on the server's own network
     */
    DhcpMessage discover(MacAddress mac, Ipv4 relay) {
        DhcpOptions options = DhcpOptions.NONE
                .with(OptionCode.MESSAGE_TYPE, new byte[] {(byte) MessageType.DISCOVER.code()})
                .with(OptionCode.ARCHITECTURE, new byte[] {0, (byte) architecture})
                .with(OptionCode.VENDOR_CLASS, "%s:Arch:%05d:UNDI:003000".formatted(vendor, architecture))
                .with(OptionCode.ASKED_FOR, ASKED);
        DhcpOptions all =
                this == IPXE ? options.with(OptionCode.USER_CLASS, "iPXE").with(OptionCode.IPXE, ONE_FEATURE) : options;
        return new DhcpMessage(false, 0, 0, 0, true, Ipv4.NONE, Ipv4.NONE, Ipv4.NONE, relay, mac, "", all);
    }
}
