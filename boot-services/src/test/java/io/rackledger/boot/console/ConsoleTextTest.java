package io.rackledger.boot.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.rackledger.core.signal.ConsolePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From bytes to lines for people. */
final class ConsoleTextTest {
    private static List<String> lines(ConsolePath path, String message) {
        return ConsoleText.of(path, message.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SYSLOG | <34>Oct 11 22:14:15 mymachine su: 'su root' failed | su: 'su root' failed",
                "SYSLOG | <13>Feb  5 17:32:18 10.0.0.99 Use the BFG! | Use the BFG!",
                "SYSLOG | <13>Nov 21 22:14:15 cron[12]: hello | cron[12]: hello",
                "SYSLOG | <165>1 2003-10-11T22:14:15.003Z host evntslog - ID47 [a@1 b=\"c\"][d@2] An event | evntslog: An event",
                "SYSLOG | <13>1 2026-05-04T10:00:00+00:00 n1 app 77 - - started | app[77]: started",
                "SYSLOG | no priority at all | no priority at all",
                "SYSLOG | <6>usb 1-1: new device | usb 1-1: new device",
                "NETCONSOLE | [    1.234567] Kernel panic - not syncing: x | [    1.234567] Kernel panic - not syncing: x",
                "NETCONSOLE | 6,416,1758426,-,ncfrag=0/33;the first chunk, | the first chunk,",
                "NETCONSOLE | 3,1,2,-,caller=T1;Kernel panic | Kernel panic",
            })
    void showWhatIsNotSaidByTheSignalItself(ConsolePath path, String message, String line) {
        assertThat(lines(path, message)).containsExactly(line);
    }

    @Test
    void cannotMoveACursorOrForgeALine() {
        assertThat(lines(ConsolePath.NETCONSOLE, "\u001b[2Ja\rb\u202ec\0d\n\n \n<6>e\n"))
                .containsExactly("\\x1b[2Ja\\rb\\u202ec\\x00d", "e");
        assertThat(ConsoleText.of(ConsolePath.SYSLOG, new byte[] {(byte) 0xff, 'x'}))
                .containsExactly("\ufffdx");
    }

    private static List<String> framed(boolean mayCount, int pieces, String stream) {
        EmbeddedChannel channel = new EmbeddedChannel(new LineFraming(mayCount));
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += pieces) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes, from, Math.min(pieces, bytes.length - from)));
        }
        channel.finish();
        List<String> all = new ArrayList<>();
        for (byte[] each = channel.readInbound(); each != null; each = channel.readInbound()) {
            all.add(new String(each, StandardCharsets.UTF_8));
        }
        return all;
    }

    /** RFC 6587, both ways of framing, whatever the pieces in which they come. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100_000})
    void comeOutOfAStreamWhole(int pieces) {
        assertThat(framed(true, pieces, "8 <13>a\nbc5 <1>xy<13>line\n<13>nul\0<13>last"))
                .containsExactly("<13>a\nbc", "<1>xy", "<13>line", "<13>nul", "<13>last");
        assertThat(framed(false, pieces, "8 is no count here\n6,1,2,-;x\n"))
                .containsExactly("8 is no count here", "6,1,2,-;x");
        assertThat(framed(true, pieces, "123456789 is none either\n")).containsExactly("123456789 is none either");
        assertThat(framed(true, pieces, "20000 " + "a".repeat(20_000) + "3 abc"))
                .containsExactly("a".repeat(8192), "abc");
        assertThat(framed(false, pieces, "b".repeat(20_000) + "\nnext\n")).containsExactly("b".repeat(8192), "next");
    }
}
