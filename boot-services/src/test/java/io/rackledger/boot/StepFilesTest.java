package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.rackledger.boot.RunnerSandbox.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine's own step scripts, each run by dash on files that stand for a disk or for an installed system. */
final class StepFilesTest {
    private static final String HEALTHY_LOG = """
            2026-11-21 11:04:50,000 - util.py[WARNING]: Failed loading yaml blob. From an earlier boot
            2026-11-21 11:05:00,000 - util.py[DEBUG]: Cloud-init v. 22.4.2 running 'init-local' at Sat. Up 3 seconds.
            2026-11-21 11:05:00,500 - schema.py[WARNING]: Invalid cloud-config provided: Please run 'sudo cloud-init schema'
            """;

    @TempDir
    Path directory;

    private Outcome run(String step, Map<String, String> places, Map<String, String> environment) throws Exception {
        String script = RunnerSandbox.resource("steps/" + step + ".sh");
        for (Map.Entry<String, String> place : places.entrySet()) {
            script = script.replace('@' + place.getKey() + '@', place.getValue());
        }
        assertThat(script).as("all places are filled").doesNotContainPattern("@[A-Z_0-9]+@");
        Files.writeString(directory.resolve("step.sh"), script);
        return RunnerSandbox.run(
                directory, environment, RunnerSandbox.require("dash").toString(), "step.sh");
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runner.sh",
                "steps/confirm-user-data.sh",
                "steps/erase-metadata.sh",
                "steps/hold.sh",
                "steps/inventory.sh",
                "steps/rescue.sh",
                "steps/service-noop.sh",
                "steps/write-image.sh"
            })
    void satisfiesShellcheck(String name) throws Exception {
        Path shellcheck = RunnerSandbox.require("shellcheck");
        Files.writeString(directory.resolve("checked.sh"), RunnerSandbox.resource(name));
        Outcome outcome = RunnerSandbox.run(directory, Map.of(), shellcheck.toString(), "-s", "sh", "checked.sh");
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }

    @Nested
    class ConfirmUserData {
        private final byte[] userData = "#cloud-config\nruncmd: [ true ]\n".getBytes(StandardCharsets.UTF_8);

        @BeforeEach
        void installASystem() throws IOException {
            write("var/lib/cloud/instance/user-data.txt", new String(userData, StandardCharsets.UTF_8));
            write("var/lib/cloud/instance/vendor-data.txt", "");
            write("var/log/cloud-init.log", HEALTHY_LOG);
            write(
                    "run/cloud-init/status.json",
                    "{\n \"v1\": {\n  \"init\": {\n   \"errors\": [],\n   \"start\": 1\n  }\n }\n}\n");
        }

        private void write(String path, String text) throws IOException {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }

        private Outcome confirm() throws Exception {
            return run(
                    "confirm-user-data",
                    Map.of("USER_DATA_SHA256", sha256(userData)),
                    Map.of("RACKLEDGER_ROOT", directory.toString()));
        }

        private void assertRefused(int exitCode, String words) throws Exception {
            Outcome outcome = confirm();
            assertThat(outcome.output()).contains(words).hasLineCount(1);
            assertThat(outcome.exitCode()).isEqualTo(exitCode);
        }

        @Test
        void confirmsWhatWasServedAndApplied() throws Exception {
            Outcome outcome = confirm();
            assertThat(outcome.output()).startsWith("user data applied: sha256 " + sha256(userData));
            assertThat(outcome.exitCode()).isZero();
        }

        @Test
        void refusesUserDataThatWasNotServed() throws Exception {
            write("var/lib/cloud/instance/user-data.txt", "<html>");
            assertRefused(3, "user data differs: served sha256 " + sha256(userData));
        }

        @Test
        void refusesVendorDataOfSomebodyElse() throws Exception {
            write("var/lib/cloud/instance/vendor-data.txt", "{ not: [yaml");
            assertRefused(3, "vendor data differs: served none, on this system 12 bytes");
        }

        @Test
        void refusesAPartThatCloudInitCouldNotMerge() throws Exception {
            write(
                    "var/log/cloud-init.log",
                    HEALTHY_LOG
                            + "2026-11-21 11:05:01,000 - cloud_config.py[WARNING]: Failed at merging in cloud config part from tenant: empty cloud config\n");
            assertRefused(4, "cloud-init says: Failed at merging in cloud config part from tenant: empty cloud config");
        }

        @Test
        void refusesASystemWhoseBootcmdFailed() throws Exception {
            write("run/cloud-init/status.json", """
                    {
                     "v1": {
                      "init": {
                       "errors": [
                        "('bootcmd', ProcessExecutionError('Exit code: 3'))"
                       ],
                       "start": 1
                      }
                     }
                    }
                    """);
            assertRefused(4, "a cloud-init module failed: ('bootcmd', ProcessExecutionError('Exit code: 3'))");
        }

        @Test
        void refusesASystemThatStoredNoUserData() throws Exception {
            Files.delete(directory.resolve("var/lib/cloud/instance/user-data.txt"));
            assertRefused(4, "cloud-init stored none");
        }
    }

    @Nested
    class WriteImage {
        private final byte[] image =
                "an image that is a little longer than nothing".repeat(1000).getBytes(StandardCharsets.UTF_8);

        private Outcome write(String sha256) throws Exception {
            return write(sha256, image.length);
        }

        /** @param promised bytes that the server says it sends */
        private Outcome write(String sha256, int promised) throws Exception {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/image", exchange -> {
                exchange.sendResponseHeaders(200, promised);
                exchange.getResponseBody().write(image);
                exchange.close();
            });
            server.start();
            try {
                Map<String, String> places = Map.of(
                        "IMAGE_URL", "http://127.0.0.1:" + server.getAddress().getPort() + "/image",
                        "IMAGE_SHA256", sha256,
                        "TARGET_DISK", "",
                        "INSTALLED_SEED_URL", "http://10.0.0.1:8481/nc/token/",
                        "INSTALLED_HOOK_URL", "http://10.0.0.1:8481/hook/token");
                return run("write-image", places, target());
            } finally {
                server.stop(0);
            }
        }

        @Test
        void writesTheImageAndTheCommandLineOfTheInstalledSystem() throws Exception {
            Outcome outcome = write(sha256(image));
            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
            assertThat(directory.resolve("disk")).hasBinaryContent(image);
            assertThat(directory.resolve("disk.cmdline"))
                    .hasContent(
                            "ds=nocloud-net;s=http://10.0.0.1:8481/nc/token/ cc:{'datasource_list': ['NoCloud','None'],"
                                    + "'reporting':{'rackledger':{'type':'webhook','endpoint':'http://10.0.0.1:8481/hook/token',"
                                    + "'timeout':5,'retries':2}}}end_cc\n");
        }

        @Test
        void leavesNothingBootableWhenTheDigestIsWrong() throws Exception {
            Outcome outcome = write("0".repeat(64));
            assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(8);
            assertThat(outcome.output())
                    .contains("digest differs: expected sha256 000")
                    .contains(sha256(image));
            assertThat(Files.readAllBytes(directory.resolve("disk"))).startsWith(new byte[image.length]);
            assertThat(directory.resolve("disk.cmdline")).doesNotExist();
        }

        @Test
        void tellsADownloadThatBrokeOffFromAnImageThatIsAnother() throws Exception {
            Outcome outcome = write("0".repeat(64), image.length + 1);
            assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(4);
            assertThat(outcome.output()).contains("the download broke off").doesNotContain("digest differs");
        }
    }

    private Map<String, String> target() {
        return Map.of("RACKLEDGER_TARGET", directory.resolve("disk").toString());
    }

    @Test
    void erasesBothEndsOfADiskAndItsBootLoader() throws Exception {
        byte[] full = new byte[5_500_000];
        Arrays.fill(full, (byte) 'x');
        Files.write(directory.resolve("disk"), full);
        Files.writeString(directory.resolve("disk.cmdline"), "ds=old");
        Outcome outcome = run("erase-metadata", Map.of(), target());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        byte[] erased = Files.readAllBytes(directory.resolve("disk"));
        assertThat(Arrays.copyOf(erased, 1 << 21)).containsOnly(0);
        assertThat(Arrays.copyOfRange(erased, full.length - (1 << 20), full.length))
                .containsOnly(0);
        assertThat(erased[3 << 20]).as("the data itself").isEqualTo((byte) 'x');
        assertThat(directory.resolve("disk.cmdline")).doesNotExist();
    }

    @Test
    void saysLoudlyThatThereWasNothingToErase() throws Exception {
        Outcome outcome = run("erase-metadata", Map.of(), target());
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).startsWith("NOTHING ERASED");
    }

    @Test
    void tellsTheFactsOfThisMachine() throws Exception {
        Outcome outcome = run("inventory", Map.of(), Map.of());
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output().lines()).allMatch(line -> line.matches("fact [a-z_.0-9]+ .*"));
        assertThat(outcome.output())
                .contains("fact cpus " + Runtime.getRuntime().availableProcessors())
                .containsPattern("fact memory_mb [1-9][0-9]+\n")
                .containsPattern("fact local_gb [0-9]+\n")
                .contains("fact macs ", "fact hostname ", "fact arch ", "fact kernel ", "fact boot_mode ");
    }
}
