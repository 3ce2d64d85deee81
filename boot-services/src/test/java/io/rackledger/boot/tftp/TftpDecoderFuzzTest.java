package io.rackledger.boot.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rackledger.boot.beacon.Beacon;
import java.time.Duration;

/** Any bytes at the TFTP port. The ordinary run tries the files beside this test; {@code FuzzingTest} looks for more. */
final class TftpDecoderFuzzTest {
    @FuzzTest
    void takesAnyBytes(byte[] datagram) {
        fuzzerTestOneInput(datagram);
    }

    /** As the fuzzer's own program calls it. */
    public static void fuzzerTestOneInput(byte[] datagram) {
        ByteBuf bytes = Unpooled.wrappedBuffer(datagram);
        switch (TftpDecoder.decode(bytes)) {
            case TftpPacket.ReadRequest request -> granted(request);
            case TftpPacket.WriteRequest(String name) -> assertThat(name).hasSizeLessThan(1024);
            case TftpPacket.Ack(int block) -> assertThat(block).isBetween(0, 65_535);
            case TftpPacket.Failure(int code, String message) -> {
                assertThat(code).isBetween(0, 65_535);
                assertThat(message).hasSizeLessThanOrEqualTo(200);
            }
            case TftpPacket.Unfit(String why) -> assertThat(why).isNotBlank();
        }
    }

    private static void granted(TftpPacket.ReadRequest request) {
        TransferOptions options = TransferOptions.agree(request.options(), 173_792, TftpLimits.DEFAULT);
        assertThat(options.blockSize()).isBetween(8, 1468);
        assertThat(options.window()).isBetween(1, 64);
        assertThat(options.timeout().orElse(Duration.ofSeconds(1)))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
        Beacon.parse(request.name())
                .ifPresent(
                        beacon -> assertThat(Beacon.isReserved(request.name())).isTrue());
    }
}
