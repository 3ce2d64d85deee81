package io.rackledger.boot.dhcp;

import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.signal.DhcpClient;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who asks, as far as the request tells: never by client identifier or transaction, which change within one boot.
 *
 * @param uuid empty where it told none
 * @param architecture client system architecture of RFC 4578
 */
record Asker(MacAddress mac, String uuid, DhcpClient client, Optional<Integer> architecture) {
    private static final String IPXE = "iPXE";
    private static final String HTTP = "HTTPClient";
    private static final String PXE = "PXEClient";
    private static final Pattern ARCH = Pattern.compile("(?:PXE|HTTP)Client:Arch:([0-9]{5}).*");
    private static final int UUID_LENGTH = 17;

    static Asker of(DhcpMessage message) {
        DhcpOptions options = message.options();
        String vendor = options.text(OptionCode.VENDOR_CLASS).orElse("");
        return new Asker(message.mac(), uuid(options), client(options, vendor), architecture(options, vendor));
    }

    /** iPXE first: it calls itself PXEClient too, and must never be given an iPXE binary again. */
    private static DhcpClient client(DhcpOptions options, String vendor) {
        boolean ipxe = options.has(OptionCode.IPXE)
                || options.text(OptionCode.USER_CLASS)
                        .filter(text -> text.contains(IPXE))
                        .isPresent();
        if (ipxe) {
            return DhcpClient.IPXE;
        }
        if (vendor.startsWith(HTTP)) {
            return DhcpClient.HTTP_FIRMWARE;
        }
        return vendor.startsWith(PXE) ? DhcpClient.PXE_FIRMWARE : DhcpClient.OTHER;
    }

    private static Optional<Integer> architecture(DhcpOptions options, String vendor) {
        Matcher matcher = ARCH.matcher(vendor);
        return options.number(OptionCode.ARCHITECTURE)
                .or(() -> matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty());
    }

    /** The first three groups are little-endian, as SMBIOS has them. */
    private static String uuid(DhcpOptions options) {
        Optional<byte[]> value =
                options.bytes(OptionCode.MACHINE_ID).filter(bytes -> bytes.length == UUID_LENGTH && bytes[0] == 0);
        if (value.isEmpty()) {
            return "";
        }
        ByteBuffer in = ByteBuffer.wrap(value.get(), 1, UUID_LENGTH - 1);
        long first = Integer.reverseBytes(in.getInt()) & 0xffff_ffffL;
        long second = Short.reverseBytes(in.getShort()) & 0xffffL;
        long third = Short.reverseBytes(in.getShort()) & 0xffffL;
        return new UUID(first << 32 | second << 16 | third, in.getLong()).toString();
    }
}
