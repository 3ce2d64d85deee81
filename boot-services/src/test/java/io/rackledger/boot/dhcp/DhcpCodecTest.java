package io.rackledger.boot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.rackledger.core.signal.DhcpClient;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes into messages and back. */
final class DhcpCodecTest {
    @Test
    void readsWhatItWrites() {
        DhcpMessage message = Requests.uefi(MessageType.DISCOVER);
        byte[] bytes = encoded(message, 0);
        assertThat(bytes).hasSizeGreaterThanOrEqualTo(300);
        assertThat(decoded(bytes)).isEqualTo(message);
    }

    @Test
    void splitsAndJoinsOptionsLongerThanOneByteCounts() {
        byte[] longValue = new byte[700];
        new Random(3396).nextBytes(longValue);
        DhcpMessage message =
                Requests.plain(Requests.MAC, 1, false, DhcpOptions.NONE.with(OptionCode.VENDOR, longValue));
        assertThat(decoded(encoded(message, 1472))
                        .options()
                        .bytes(OptionCode.VENDOR)
                        .orElseThrow())
                .isEqualTo(longValue);
    }

    @Test
    void putsIntoFileAndNameFieldsWhatTheMachineTakesInNoOtherWay() {
        DhcpOptions options = Requests.typed(MessageType.ACK)
                .with(OptionCode.VENDOR, new byte[250])
                .with(OptionCode.BOOT_FILE, "x".repeat(100))
                .with(OptionCode.ROUTER, new Ipv4(7))
                .with(OptionCode.DNS, new byte[40]);
        DhcpMessage message = Requests.plain(Requests.MAC, 1, false, options);
        byte[] bytes = encoded(message, 576);

        assertThat(bytes.length).isLessThanOrEqualTo(576 - 28);
        DhcpOptions read = decoded(bytes).options();
        assertThat(read.text(OptionCode.BOOT_FILE)).contains("x".repeat(100));
        assertThat(read.bytes(OptionCode.DNS).orElseThrow()).hasSize(40);
        assertThat(read.address(OptionCode.ROUTER)).contains(new Ipv4(7));
        assertThat(read.bytes(OptionCode.OVERLOAD)).isPresent();
    }

    /** OVMF's second message says 65280; a datagram in pieces would be lost on it. */
    @Test
    void staysWithinOneFrameHoweverLongMessagesTheMachineSaysItTakes() {
        DhcpOptions options = Requests.typed(MessageType.ACK).with(OptionCode.VENDOR, new byte[1000]);
        assertThat(encoded(Requests.plain(Requests.MAC, 1, true, options), 65_280).length)
                .isLessThanOrEqualTo(1472);
        DhcpOptions small = Requests.typed(MessageType.ACK).with(OptionCode.BOOT_FILE, "snponly.efi");
        DhcpMessage read = decoded(encoded(Requests.plain(Requests.MAC, 1, true, small), 65_280));
        assertThat(read.options().text(OptionCode.BOOT_FILE)).contains("snponly.efi");
        assertThat(read.options().has(OptionCode.OVERLOAD)).isFalse();
    }

    @Test
    void readsWhoAsks() {
        assertThat(Asker.of(Requests.uefi(MessageType.DISCOVER)))
                .isEqualTo(new Asker(Requests.MAC, Requests.UUID, DhcpClient.PXE_FIRMWARE, Optional.of(7)));
        assertThat(Asker.of(Requests.ipxe(MessageType.DISCOVER, 0, true)).client())
                .isEqualTo(DhcpClient.IPXE);
        assertThat(Asker.of(Requests.uefiHttp(MessageType.DISCOVER)).client()).isEqualTo(DhcpClient.HTTP_FIRMWARE);
        assertThat(Asker.of(Requests.system(MessageType.DISCOVER, "a")).client())
                .isEqualTo(DhcpClient.OTHER);
        DhcpOptions onlyVendor =
                Requests.typed(MessageType.DISCOVER).with(OptionCode.VENDOR_CLASS, "PXEClient:Arch:00011:UNDI:003000");
        assertThat(Asker.of(Requests.plain(Requests.MAC, 1, true, onlyVendor)).architecture())
                .contains(11);
    }

    @Test
    void findsSomethingToSayOfAnyBytes() {
        Random random = new Random(2131);
        byte[] good = encoded(Requests.ipxe(MessageType.DISCOVER, 0, true), 0);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = good.clone();
            for (int flips = random.nextInt(12); flips >= 0; flips--) {
                int place = random.nextInt(3) == 0 ? random.nextInt(bytes.length) : 236 + random.nextInt(64);
                bytes[place] = (byte) random.nextInt(256);
            }
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            assertThat(DhcpDecoder.decode(random.nextBoolean() ? bytes : cut)).isNotNull();
        }
    }

    @Test
    void takesNoOptionThatRunsOverTheEnd() {
        byte[] bytes = encoded(Requests.of(Requests.MAC, MessageType.DISCOVER), 0);
        bytes[bytes.length - 1] = 12;
        bytes[243] = OptionCode.PAD;
        for (int i = 240; i < bytes.length - 1; i++) {
            bytes[i] = 0;
        }
        assertThat(DhcpDecoder.decode(bytes)).isInstanceOf(DhcpDecoder.Result.Unfit.class);
    }

    private static byte[] encoded(DhcpMessage message, int longest) {
        ByteBuf out = DhcpEncoder.encode(UnpooledByteBufAllocator.DEFAULT, message, longest);
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes).release();
        return bytes;
    }

    private static DhcpMessage decoded(byte[] bytes) {
        return ((DhcpDecoder.Result.Read) DhcpDecoder.decode(bytes)).message();
    }
}
