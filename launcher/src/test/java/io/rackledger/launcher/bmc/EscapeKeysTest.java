package io.rackledger.launcher.bmc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of the typed is for the machine, and what is for us. A slash stands for the Enter key. */
final class EscapeKeysTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ls/~. | ls/ | true",
                "~. | '' | true",
                "~~./ | ~./ | false",
                "a~./ | a~./ | false",
                "~x/ | ~x/ | false",
                "/~.more | / | true",
                "~/~. | ~/ | true"
            })
    void leavesOnTildeAndDotAtTheBeginningOfALine(String typed, String forTheMachine, boolean left) {
        EscapeKeys keys = new EscapeKeys();
        StringBuilder meant = new StringBuilder();
        for (byte each : typed.replace('/', '\r').getBytes(StandardCharsets.US_ASCII)) {
            meant.append(new String(keys.take(new byte[] {each}, 1), StandardCharsets.US_ASCII));
        }
        assertThat(meant.toString().replace('\r', '/')).isEqualTo(forTheMachine);
        assertThat(keys.hasLeft()).isEqualTo(left);
    }
}
