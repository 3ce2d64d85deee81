package io.rackledger.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.e2e.cloudinit.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Runs that are cut off leave nothing behind. */
final class LeftBehindTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void isTakenAwayAfterAJvmThatWasKilled() throws IOException {
        boolean possible = "root".equals(System.getProperty("user.name")) && Shell.has("ip");
        if (!possible) {
            System.err.println("SKIPPED: that nothing is left behind takes root and ip to be shown");
        }
        Assumptions.assumeTrue(possible, "not root, or no ip");
        String space = "rl-left-" + ProcessHandle.current().pid();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Drackledger.root=here",
                "-cp",
                System.getProperty("java.class.path"),
                CutOff.class.getName(),
                space);
        builder.environment().put("RACKLEDGER_TEST_RUN", space);
        Process run = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader words = run.inputReader()) {
            long orphan = Long.parseLong(words.readLine());
            Path folder = Path.of(words.readLine());
            assertThat(ProcessHandle.of(orphan)).as("it runs").isPresent();
            run.destroyForcibly();
            await("the end of what was started")
                    .atMost(PATIENCE)
                    .until(() -> ProcessHandle.of(orphan)
                            .filter(ProcessHandle::isAlive)
                            .isEmpty());
            await("the end of the namespace")
                    .atMost(PATIENCE)
                    .until(() -> !Files.exists(Path.of("/run/netns", space)) && !Files.exists(folder));
        } finally {
            run.destroyForcibly();
        }
    }

    /** A program that a test starts has inherited the mark of the whole run, and ends before it. */
    @Test
    void isNothingOfOthersWhereAProgramOfATestEnds() throws IOException, InterruptedException {
        String mark = "rl-nested-" + ProcessHandle.current().pid();
        ProcessBuilder others = new ProcessBuilder("sleep", "3000");
        others.environment().put("RACKLEDGER_TEST_RUN", mark);
        Process other = others.start();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Nested.class.getName());
        builder.environment().put("RACKLEDGER_TEST_RUN", mark);
        try {
            Process nested =
                    builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try (BufferedReader words = nested.inputReader()) {
                Path list = Path.of(words.readLine());
                assertThat(nested.waitFor()).isZero();
                await("the end of the taking away").atMost(PATIENCE).until(() -> !Files.exists(list));
            }
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    /** A program that ends by itself. */
    static final class Nested {
        private Nested() {}

        public static void main(String[] arguments) {
            System.out.println(LeftBehind.list());
        }
    }

    /** A run that never comes to its end. */
    static final class CutOff {
        private CutOff() {}

        public static void main(String[] arguments) throws Exception {
            String space = arguments[0];
            LeftBehind.namespace(space);
            Path folder = Files.createTempDirectory("rackledger-left-");
            LeftBehind.folder(folder);
            Shell.run(PATIENCE, Map.of(), List.of("ip", "netns", "add", space));
            Process orphan = new ProcessBuilder("ip", "netns", "exec", space, "setsid", "sleep", "3000")
                    .redirectOutput(folder.resolve("out").toFile())
                    .start();
            System.out.println(orphan.pid());
            System.out.println(folder);
            orphan.waitFor();
        }
    }
}
