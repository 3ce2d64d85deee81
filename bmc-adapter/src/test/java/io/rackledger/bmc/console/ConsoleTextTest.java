package io.rackledger.bmc.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of the bytes of a serial console. */
final class ConsoleTextTest {
    private final ConsoleText text = new ConsoleText();

    private List<String> lines(String said) {
        return text.take(said.getBytes(StandardCharsets.UTF_8));
    }

    private static String unescaped(String written) {
        return written.replace("ESC", "\u001b")
                .replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\b", "\b")
                .replace("\\t", "\t")
                .replace("BEL", "\u0007");
    }

    /** The expected lines are parted by a slash. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one\\r\\ntwo\\r\\n | one/two",
                "old\\rnew\\r\\n | old/new",
                "ESC[1;31mredESC[0m\\n | red",
                "ESC[2;1Hhere ESC[3;1Hand there\\n | here/and there",
                "ESC]0;a titleBELplain\\n | plain",
                "ESC(Bplain\\n | plain",
                "wait -\\b/\\b-\\bdone\\n | wait done",
                "a\\tb\\n | a\\tb",
                "ring BEL\\n | ring \\x07",
                "\\r\\n   \\r\\nfull\\r\\n | full"
            })
    void makesLinesOfWhatATerminalWouldShow(String said, String expected) {
        assertThat(lines(unescaped(said))).containsExactly(expected.split("/"));
    }

    @Test
    void forgesNoLineAndTurnsNoneAround() {
        assertThat(lines("evil\u202etxt\u2028forged\n")).containsExactly("evil\\u202etxt\\u2028forged");
    }

    @Test
    void keepsAPromptUntilItIsAskedFor() {
        assertThat(lines("login: ")).isEmpty();
        assertThat(text.rest()).contains("login:");
        assertThat(text.rest()).isEmpty();
    }

    @Test
    void knowsASequenceThatComesInPieces() {
        assertThat(lines("a\u001b[")).isEmpty();
        assertThat(lines("1;3")).isEmpty();
        assertThat(lines("1mb\n")).containsExactly("ab");
    }

    @Test
    void isBoundedWhateverComes() {
        byte[] noise = new byte[5_000];
        Arrays.fill(noise, (byte) 'x');
        List<String> lines = text.take(noise);
        assertThat(lines).hasSize(5).allSatisfy(line -> assertThat(line).hasSize(1_000));
        assertThat(lines("\u001b[" + "1;".repeat(500) + "\nafter\n")).contains("after");
    }
}
