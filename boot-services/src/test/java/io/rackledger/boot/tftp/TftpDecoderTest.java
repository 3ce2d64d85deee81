package io.rackledger.boot.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes into packets. */
final class TftpDecoderTest {
    @Test
    void readsARequestWithOptionsInAnyCase() {
        assertThat(decode(RawTftp.request(1, "snponly.efi", "OCTET", "TSIZE", "0", "blksize", "1468", "blksize", "8")))
                .isEqualTo(new TftpPacket.ReadRequest("snponly.efi", "octet", Map.of("tsize", "0", "blksize", "1468")));
    }

    @Test
    void leavesOutPaddingAndHalfAnOption() {
        byte[] request = RawTftp.request(1, "a", "octet", "tsize", "0");
        assertThat(decode(concat(request, new byte[20])))
                .isEqualTo(new TftpPacket.ReadRequest("a", "octet", Map.of("tsize", "0")));
        assertThat(decode(concat(request, "blksize\0".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(new TftpPacket.ReadRequest("a", "octet", Map.of("tsize", "0")));
    }

    @Test
    void readsAcknowledgementAndError() {
        assertThat(decode(new byte[] {0, 4, (byte) 0xff, (byte) 0xfe})).isEqualTo(new TftpPacket.Ack(0xfffe));
        assertThat(decode(new byte[] {0, 5, 0, 8, 'n', 'o', 0})).isEqualTo(new TftpPacket.Failure(8, "no"));
        assertThat(decode(new byte[] {0, 5, 0, 8})).isEqualTo(new TftpPacket.Failure(8, ""));
    }

    @Test
    void findsSomethingToSayOfAnyBytes() {
        Random random = new Random(1350);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            if (bytes.length > 1 && random.nextBoolean()) {
                bytes[0] = 0;
                bytes[1] = (byte) random.nextInt(8);
            }
            assertThat(decode(bytes)).isNotNull();
        }
        assertThat(decode(new byte[] {0, 1, 0, 0})).isInstanceOf(TftpPacket.Unfit.class);
        assertThat(decode(RawTftp.request(1, "x".repeat(1100), "octet"))).isInstanceOf(TftpPacket.Unfit.class);
    }

    private static TftpPacket decode(byte[] bytes) {
        return TftpDecoder.decode(Unpooled.wrappedBuffer(bytes));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = new byte[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
