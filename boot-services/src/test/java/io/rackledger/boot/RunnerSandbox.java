package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A machine with few tools: a directory of links to one shell, one HTTP client and the POSIX basics is its whole PATH. */
final class RunnerSandbox {
    private static final List<String> BASICS = List.of(
            "cat", "date", "head", "kill", "mkdir", "mv", "od", "rm", "sed", "sha256sum", "sleep", "tail", "tr", "wc");
    private static final Path LONGEST_RUN_OUTPUT = Path.of("runner.out");

    private final Path directory;
    private final Path bin;

    /** Which shell, HTTP client and process-group tool the machine has. */
    enum Machine {
        DASH_WITH_CURL("dash", "curl", true),
        DASH_WITH_WGET("dash", "wget", true),
        DASH_WITHOUT_SETSID("dash", "curl", false),
        BUSYBOX_WITH_CURL("busybox", "curl", true),
        BUSYBOX_ALONE("busybox", "busybox", true);

        private final String shell;
        private final String client;
        private final boolean hasSetsid;

        Machine(String shell, String client, boolean hasSetsid) {
            this.shell = shell;
            this.client = client;
            this.hasSetsid = hasSetsid;
        }

        /** Busybox wget ends a body at its first NUL, so the runner replaces them. */
        byte[] canSend(byte[] log) {
            return this != BUSYBOX_ALONE ? log : replaceNuls(log);
        }

        private static byte[] replaceNuls(byte[] log) {
            byte[] sent = log.clone();
            for (int at = 0; at < sent.length; at++) {
                sent[at] = sent[at] == 0 ? (byte) '?' : sent[at];
            }
            return sent;
        }
    }

    /** How a run ended. */
    record Outcome(int exitCode, String output) {}

    RunnerSandbox(Path directory, Machine machine) throws IOException {
        this.directory = directory;
        this.bin = Files.createDirectories(directory.resolve("bin"));
        Files.createDirectories(directory.resolve("run"));
        if (machine == Machine.BUSYBOX_ALONE) {
            linkApplets(require("busybox"));
        } else {
            linkTools(machine);
        }
        link("sh", require(machine.shell));
    }

    private void linkTools(Machine machine) throws IOException {
        for (String tool : BASICS) {
            link(tool, require(tool));
        }
        link(machine.client, require(machine.client));
        if (machine.hasSetsid) {
            link("setsid", require("setsid"));
        }
    }

    private void linkApplets(Path busybox) throws IOException {
        Process list = new ProcessBuilder(busybox.toString(), "--list").start();
        for (String applet : new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
            if (!applet.equals("sh")) {
                link(applet, busybox);
            }
        }
    }

    private void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(bin.resolve(name), target);
    }

    /** Finds a program, or skips the test and says so. */
    static Path require(String program) {
        Optional<Path> found = find(program);
        if (found.isEmpty()) {
            System.out.println("NOT TESTED: " + program + " is missing on this machine (see .ci/run for the packages)");
        }
        assumeTrue(found.isPresent(), program + " is missing");
        return found.orElseThrow();
    }

    private static Optional<Path> find(String program) {
        return Stream.concat(
                        Arrays.stream(System.getenv("PATH").split(":")),
                        Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static String resource(String name) throws IOException {
        try (InputStream script = RunnerSandbox.class.getResourceAsStream(name)) {
            return new String(assertThat(script).isNotNull().actual().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Process start(String runUrl) throws IOException {
        Path script = directory.resolve("runner.sh");
        Files.writeString(
                script, resource("runner.sh").replace("@RUN_URL@", runUrl).replace("@HEARTBEAT_SECONDS@", "1"));
        return start(
                script,
                Map.of(
                        "RACKLEDGER_RUN_DIR",
                        directory.resolve("run").toString(),
                        "RACKLEDGER_ROOT",
                        directory.toString()));
    }

    private Process start(Path script, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(bin.resolve("sh").toString(), script.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(LONGEST_RUN_OUTPUT).toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    Outcome finish(Process process) throws IOException, InterruptedException {
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        String output = Files.readString(directory.resolve(LONGEST_RUN_OUTPUT), StandardCharsets.ISO_8859_1);
        assertThat(ended).as("the runner ends; it said:%n%s", output).isTrue();
        return new Outcome(process.exitValue(), output);
    }

    Outcome run(RecordingEngine engine) throws IOException, InterruptedException {
        return finish(start(engine.runUrl()));
    }

    /** Runs a program of the host and gives its exit code and output. */
    static Outcome run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), output);
    }
}
