package io.rackledger.boot.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms as curl, wget, iPXE and broken machines send them. */
final class FormFieldsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1&b=2 | a | 1",
                "a=1&b=2 | b | 2",
                "a=1&a=2 | a | 1",
                "a=x+y%20z | a | x y z",
                "a=100%&b=1 | a | 100%",
                "a=%zz%4 | a | %zz%4",
                "a=%41%4a%4A | a | AJJ",
                "a%3d=b%26c | a= | b&c",
                "&&a=1&& | a | 1",
                "a=b=c | a | b=c",
                "a | a | ''",
                "a=%c3%a4%ff | a | \u00e4\ufffd",
            })
    void readsAField(String form, String name, String value) {
        assertThat(FormFields.parse(form).text(name)).contains(value);
    }

    @Test
    void keepsArbitraryBytes() {
        byte[] all = new byte[256];
        new Random(7).nextBytes(all);
        String encoded = IntStream.range(0, all.length)
                .mapToObj(i -> "%%%02x".formatted(all[i] & 0xff))
                .collect(Collectors.joining());

        assertThat(FormFields.parse("tail=" + encoded).bytes("tail")).contains(all);
    }

    @Test
    void staysBoundedWhateverComes() {
        String many = "a=1&".repeat(100_000) + "last=1";
        assertThat(FormFields.parse(many).text("last")).isPresent();
        String different =
                IntStream.range(0, 1000).mapToObj(i -> "f" + i + "=1").collect(Collectors.joining("&"));
        assertThat(FormFields.parse(different).text("f63")).isPresent();
        assertThat(FormFields.parse(different).text("f64")).isEmpty();
        Random random = new Random(11);
        for (int i = 0; i < 2000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThat(FormFields.parse(noise)).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "7, true",
        "0, false",
        "101, false",
        "-1, false",
        "7.0, false",
        "0x7, false",
        "99999999999999999999, false",
        "'', false"
    })
    void takesWholeNumbersWithinBounds(String text, boolean accepted) {
        assertThat(FormFields.parse("n=" + text).number("n", 1, 100).isPresent())
                .isEqualTo(accepted);
    }

    @Test
    void makesForeignOutputHarmless() {
        byte[] bytes = "ok\r\n\u001b[2Jred\u202eevil\ttab\u0000\u0085\u2028end".getBytes(StandardCharsets.UTF_8);

        assertThat(ForeignText.lines(bytes)).isEqualTo("ok\\r\n\\x1b[2Jred\\u202eevil\\ttab\\x00\\x85\\u2028end");
        assertThat(ForeignText.lines(new byte[] {'a', (byte) 0xff, (byte) 0xc3, 'b', '\n'}))
                .isEqualTo("a\ufffd\ufffdb\n");
    }
}
