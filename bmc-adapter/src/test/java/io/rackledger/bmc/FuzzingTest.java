package io.rackledger.bmc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A minute of Jazzer for each decoder, in a process of its own, from the inputs of its regression test on. What it finds belongs, as a file, beside
 * those inputs, so that every run tries it from then on.
 */
@Tag("full")
final class FuzzingTest {
    private static final Logger LOG = LoggerFactory.getLogger(FuzzingTest.class);
    private static final int SECONDS = 60;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "rmcp, PacketFuzzTest",
        "session, HandshakeFuzzTest",
        "ipmi, AnswerFuzzTest",
        "redfish, RedfishFuzzTest",
        "event, EventFuzzTest"
    })
    void findsNoBytesThatADecoderCannotTake(String room, String test) throws IOException, InterruptedException {
        Path seeds = Path.of(System.getProperty("rackledger.root"))
                .resolve("bmc-adapter/src/test/resources/io/rackledger/bmc")
                .resolve(room)
                .resolve(test + "Inputs/takesAnyBytes");
        Path found = Files.createDirectory(directory.resolve("found"));
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx600m",
                        "-XX:+EnableDynamicAgentLoading",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=io.rackledger.bmc." + room + "." + test,
                        // junit-platform.properties switches this off for the regression runs.
                        "--hooks=true",
                        "--instrumentation_includes=io.rackledger.**",
                        "--custom_hook_includes=io.rackledger.**",
                        "-max_total_time=" + SECONDS,
                        "-max_len=600",
                        "-rss_limit_mb=3000",
                        found.toString(),
                        seeds.toString()))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(5L * SECONDS, TimeUnit.SECONDS))
                    .as("it ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said)
                .as("it is led by what the inputs reach")
                .containsPattern("DONE +cov: [0-9]+")
                .doesNotContain("instrumented for coverage?");
        String runs = said.replaceAll("(?s).*Done ([0-9]+) runs.*", "$1");
        assertThat(Long.parseLong(runs)).as(said).isGreaterThan(1000);
        LOG.info("{}: {} inputs in {} s", test, runs, SECONDS);
    }
}
