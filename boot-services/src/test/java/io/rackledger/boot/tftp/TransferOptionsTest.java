package io.rackledger.boot.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is granted of what is asked. */
final class TransferOptionsTest {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            tsize=0 blksize=1468 windowsize=4 | blksize=1468 tsize=700 windowsize=4
            blksize=1432 tsize=0              | blksize=1432 tsize=700
            blksize=65464                     | blksize=1468
            windowsize=65535                  | windowsize=64
            timeout=3                         | timeout=3
            blksize=7                         | -
            blksize=65465                     | -
            windowsize=0                      | -
            timeout=0                         | -
            timeout=255                       | -
            timeout=-1                        | -
            blksize=99999999999999            | -
            blksize=0x10                      | -
            tsize=abc                         | -
            multicast= rollover=0 utimeout=9  | -
            """)
    void grantsWhatTheRfcsAllowAndLeavesOutTheRest(String asked, String answered) {
        assertThat(TransferOptions.agree(options(asked), 700, TftpLimits.DEFAULT)
                        .answered())
                .isEqualTo(options(answered));
    }

    @ParameterizedTest
    @CsvSource({"timeout=3, 3", "timeout=30, 30"})
    void takesTheTimeThatTheMachineWants(String asked, int seconds) {
        assertThat(TransferOptions.agree(options(asked), 1, TftpLimits.DEFAULT).timeout())
                .contains(Duration.ofSeconds(seconds));
    }

    private static Map<String, String> options(String words) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String word : words.strip().split(" +")) {
            if (word.contains("=")) {
                options.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
            }
        }
        return options;
    }
}
