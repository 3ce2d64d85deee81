package io.rackledger.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.launcher.ProgramRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole engine: embedded Kafka and PostgreSQL, all roles, twenty machines over real HTTP. */
final class DemoTest {
    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void bringsFifteenMachinesToActiveAndTellsOfEachOtherWhatBroke() {
        Path data = folder.resolve("demo");
        ProgramRun run = ProgramRun.of(
                "demo",
                "--once",
                "-o",
                "json",
                "--data-dir",
                data.toString(),
                "--api-port",
                "0",
                "--boot-port",
                "0",
                "--kafka-port",
                "0",
                "--postgres-port",
                "0");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode report = JsonMapper.shared().readTree(run.out());
        assertThat(report.path("nodes").asInt()).isEqualTo(20);
        assertThat(report.path("active").asInt()).isEqualTo(15);
        assertThat(codes(report))
                .containsOnly(
                        Map.entry("never fetches user data", "NO_METADATA_FETCH"),
                        Map.entry("step exits 7", "STEP_FAILED"),
                        Map.entry("step hangs", "STEP_TIMEOUT"),
                        Map.entry("boots in a loop", "BOOT_LOOP"),
                        Map.entry("BMC does nothing", "POWER_NOT_CHANGED"));
        assertThat(report.path("faulty"))
                .allSatisfy(each -> assertThat(each.path("sentence").asString())
                        .contains(each.path("node").asString()));
        assertThat(data.resolve("rackledger.log")).satisfies(DemoTest::holdsNoPassword);
    }

    private static Map<String, String> codes(JsonNode report) {
        Map<String, String> codes = new HashMap<>();
        report.path("faulty")
                .forEach(each -> codes.put(
                        each.path("fault").asString(), each.path("failureCode").asString()));
        return codes;
    }

    private static void holdsNoPassword(Path log) throws Exception {
        assertThat(Files.readString(log)).doesNotContain("Basic ").doesNotContain("password");
    }
}
