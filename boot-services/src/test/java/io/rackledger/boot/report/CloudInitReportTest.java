package io.rackledger.boot.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of cloud-init's webhook, good and bad. */
final class CloudInitReportTest {
    /** As 22.4.2 sends it, measured. */
    private static final String REAL =
            "{\"name\": \"init-network/search-NoCloudNet\", \"description\": \"no network data found from DataSourceNoCloudNet\","
                    + " \"event_type\": \"finish\", \"origin\": \"cloudinit\", \"timestamp\": 1700000000.123456,"
                    + " \"result\": \"SUCCESS\", \"files\": [{\"path\": \"/a\", \"content\": null}]}";

    private static CloudInitReport parse(String body) {
        return CloudInitReport.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsWhatCloudInitSends() {
        assertThat(parse(REAL)).isInstanceOfSatisfying(CloudInitReport.Understood.class, report -> {
            assertThat(report.body().name()).isEqualTo("init-network/search-NoCloudNet");
            assertThat(report.body().description()).contains("no network data found");
            assertThat(report.body().result()).isEqualTo("SUCCESS");
            assertThat(report.body().origin()).isEqualTo("cloudinit");
            assertThat(report.nodeClock().orElseThrow()).hasToString("2023-11-14T22:13:20.123456Z");
            assertThat(report.parts())
                    .containsExactly("webhook", "init-network/search-NoCloudNet", "finish", "1700000000.123456");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.7e9", "-1", "\"soon\"", "null", "true", "[]", "1e999999999", "99999999999999999999999"})
    void takesAReportWhoseClockMakesNoSense(String timestamp) {
        String body = REAL.replace("1700000000.123456", timestamp);

        assertThat(parse(body))
                .isInstanceOfSatisfying(
                        CloudInitReport.Understood.class,
                        report -> assertThat(report.nodeClock()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "\"text\"",
                "{",
                "{}",
                "{\"name\":\"a\"}",
                "{\"event_type\":\"start\"}",
                "{\"name\":\"a\",\"event_type\":\"start\"} {}",
                "{\"name\":\"a\",\"event_type\":\"start\"} x",
                "{'name':'a'}",
                "<html><body>proxy</body></html>",
                "name=a&event_type=start",
                "\u0000\u0001",
            })
    void refusesWhatIsNoReport(String body) {
        assertThat(parse(body))
                .isInstanceOfSatisfying(
                        CloudInitReport.Garbled.class,
                        garbled -> assertThat(garbled.reason()).endsWith("."));
    }

    @Test
    void refusesDeepNestingAndEndlessNumbers() {
        String deep = "{\"name\":\"a\",\"event_type\":\"b\",\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
        assertThat(parse(deep)).isInstanceOf(CloudInitReport.Garbled.class);
        String digits = "{\"name\":\"a\",\"event_type\":\"b\",\"timestamp\":" + "9".repeat(5000) + "}";
        assertThat(parse(digits)).isInstanceOf(CloudInitReport.Garbled.class);
    }

    @Test
    void neverFailsOnNoise() {
        Random random = new Random(5);
        byte[] real = REAL.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = real.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                noise[random.nextInt(noise.length)] = (byte) random.nextInt(256);
            }
            assertThat(CloudInitReport.parse(noise)).isNotNull();
        }
    }
}
