package io.rackledger.boot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;

/** Any bytes at the DHCP port. The ordinary run tries the files beside this test; {@code FuzzingTest} looks for more. */
final class DhcpDecoderFuzzTest {
    @FuzzTest
    void takesAnyBytes(byte[] datagram) {
        fuzzerTestOneInput(datagram);
    }

    /** As the fuzzer's own program calls it. */
    public static void fuzzerTestOneInput(byte[] datagram) {
        switch (DhcpDecoder.decode(Unpooled.wrappedBuffer(datagram))) {
            case DhcpDecoder.Result.Read(DhcpMessage message) -> {
                Asker asker = Asker.of(message);
                assertThat(asker.toString()).isNotNull();
                assertThat(DhcpDecoder.decode(Unpooled.wrappedBuffer(datagram)))
                        .isEqualTo(new DhcpDecoder.Result.Read(message));
            }
            case DhcpDecoder.Result.Unfit(String why) -> assertThat(why).isNotBlank();
        }
    }
}
