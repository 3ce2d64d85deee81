package io.rackledger.boot.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.rackledger.core.signal.ConsolePath;
import java.util.Arrays;

/** Any bytes at the ports of consoles. The ordinary run tries the files beside this test; {@code FuzzingTest} looks for more. */
final class ConsoleFuzzTest {
    @FuzzTest
    void takesAnyBytes(byte[] stream) {
        fuzzerTestOneInput(stream);
    }

    /** As the fuzzer's own program calls it: as a message, and as a stream in two pieces. */
    public static void fuzzerTestOneInput(byte[] stream) {
        for (ConsolePath path : ConsolePath.values()) {
            shown(path, stream);
            EmbeddedChannel channel = new EmbeddedChannel(new LineFraming(path == ConsolePath.SYSLOG));
            int middle = stream.length / 2;
            channel.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOf(stream, middle)));
            channel.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOfRange(stream, middle, stream.length)));
            channel.finish();
            for (byte[] message = channel.readInbound(); message != null; message = channel.readInbound()) {
                assertThat(message.length).isLessThanOrEqualTo(8192);
                shown(path, message);
            }
        }
    }

    private static void shown(ConsolePath path, byte[] message) {
        for (String line : ConsoleText.of(path, message)) {
            boolean plain = line.chars().noneMatch(Character::isISOControl);
            assertThat(plain).as("no control character").isTrue();
        }
    }
}
