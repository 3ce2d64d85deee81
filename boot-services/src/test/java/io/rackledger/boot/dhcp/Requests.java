package io.rackledger.boot.dhcp;

import io.rackledger.core.identity.MacAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Requests in the shapes that were recorded of QEMU's firmware, iPXE 1.0.0 and busybox 1.35. */
final class Requests {
    static final MacAddress MAC = MacAddress.parse("52:54:00:77:00:01");
    static final String UUID = "00000077-0000-4000-8000-000000000001";

    private static final byte[] MACHINE_ID = HexFormat.of().parseHex("0077000000000000408000000000000001");
    private static final byte[] IPXE_FEATURES = HexFormat.of().parseHex("b105011af41000eb03010000170101220101");

    private Requests() {}

    static DhcpMessage plain(MacAddress mac, int xid, boolean broadcast, DhcpOptions options) {
        return new DhcpMessage(
                false, 0, xid, 0, broadcast, Ipv4.NONE, Ipv4.NONE, Ipv4.NONE, Ipv4.NONE, mac, "", options);
    }

    static DhcpOptions typed(MessageType type) {
        return DhcpOptions.NONE.with(OptionCode.MESSAGE_TYPE, new byte[] {(byte) type.code()});
    }

    /** OVMF: broadcast flag, no client identifier. */
    static DhcpMessage uefi(MessageType type) {
        return plain(MAC, 0x1234, true, firmware(typed(type), 7, "PXEClient:Arch:00007:UNDI:003000"));
    }

    static DhcpMessage uefiHttp(MessageType type) {
        return plain(MAC, 0x1235, true, firmware(typed(type), 16, "HTTPClient:Arch:00016:UNDI:003000"));
    }

    /** A BIOS PXE ROM that is no iPXE. */
    static DhcpMessage bios(MessageType type) {
        return plain(MAC, 0x1236, true, firmware(typed(type), 0, "PXEClient:Arch:00000:UNDI:002001"));
    }

    /** iPXE in the ROM of a network card (no broadcast flag), or chained from BIOS (with it), or from UEFI. */
    static DhcpMessage ipxe(MessageType type, int architecture, boolean broadcast) {
        String vendor = "PXEClient:Arch:%05d:UNDI:002001".formatted(architecture);
        return plain(
                MAC,
                0x45542b12,
                broadcast,
                firmware(typed(type), architecture, vendor)
                        .with(OptionCode.USER_CLASS, "iPXE")
                        .with(OptionCode.CLIENT_ID, HexFormat.of().parseHex("01525400770001"))
                        .with(OptionCode.IPXE, IPXE_FEATURES));
    }

    /** The machine's operating system, under another client identifier with each boot. */
    static DhcpMessage system(MessageType type, String clientId) {
        return plain(
                MAC,
                0x99,
                false,
                typed(type)
                        .with(OptionCode.VENDOR_CLASS, "udhcp 1.35.0")
                        .with(OptionCode.CLIENT_ID, clientId.getBytes(StandardCharsets.US_ASCII)));
    }

    private static DhcpOptions firmware(DhcpOptions options, int architecture, String vendor) {
        return options.with(OptionCode.LONGEST_MESSAGE, new byte[] {5, (byte) 0xc0})
                .with(OptionCode.ARCHITECTURE, new byte[] {0, (byte) architecture})
                .with(94, new byte[] {1, 3, 0})
                .with(OptionCode.VENDOR_CLASS, vendor)
                .with(OptionCode.MACHINE_ID, MACHINE_ID)
                .with(OptionCode.ASKED_FOR, new byte[] {1, 3, 6, 43, 60, 66, 67});
    }

    /** The same request with one option more. */
    static DhcpMessage with(DhcpMessage request, int code, Ipv4 address) {
        return with(request, request.options().with(code, address));
    }

    static DhcpMessage with(DhcpMessage r, DhcpOptions options) {
        return new DhcpMessage(
                r.reply(),
                r.hops(),
                r.xid(),
                r.secs(),
                r.broadcast(),
                r.client(),
                r.yours(),
                r.server(),
                r.relay(),
                r.mac(),
                r.bootFile(),
                options);
    }

    static DhcpMessage from(DhcpMessage r, Ipv4 client, Ipv4 relay) {
        return new DhcpMessage(
                r.reply(),
                r.hops(),
                r.xid(),
                r.secs(),
                r.broadcast(),
                client,
                r.yours(),
                r.server(),
                relay,
                r.mac(),
                r.bootFile(),
                r.options());
    }

    static DhcpMessage of(MacAddress mac, MessageType type) {
        return plain(mac, 7, false, typed(type));
    }
}
