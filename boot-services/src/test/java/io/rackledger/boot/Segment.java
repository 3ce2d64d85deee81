package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A network segment of its own: namespace "s" with a bridge (198.18.77.1) and our boot server, and namespaces "c" and "f" that hang on it
 * by veths of the same names. No route leads out of it. Takes root.
 */
public final class Segment implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Path directory;
    private final String prefix = "rl" + ProcessHandle.current().pid() % 100_000;
    private final List<Process> processes = new ArrayList<>();
    private final Path told;

    public Segment(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.told = directory.resolve("told.txt");
        for (String space : List.of("s", "c", "f")) {
            host("ip", "netns", "add", prefix + space);
            in(space, "ip", "link", "set", "lo", "up");
        }
        in("s", "ip", "link", "add", "br0", "type", "bridge", "forward_delay", "0", "stp_state", "0");
        in("s", "ip", "addr", "add", "198.18.77.1/24", "dev", "br0");
        in("s", "ip", "addr", "add", "fd77::1/64", "dev", "br0", "nodad");
        in("s", "ip", "link", "set", "br0", "up");
        for (String space : List.of("c", "f")) {
            String port = "p" + space;
            in("s", "ip", "link", "add", port, "type", "veth", "peer", "name", space, "netns", prefix + space);
            in("s", "ip", "link", "set", port, "master", "br0", "up");
            in(
                    space,
                    "ip",
                    "link",
                    "set",
                    space,
                    "address",
                    space.equals("c") ? "52:54:00:77:00:00" : "52:54:00:77:00:f0");
            in(space, "ip", "link", "set", space, "up");
        }
    }

    private void host(String... command) throws IOException, InterruptedException {
        ForeignProgram.runWell(directory, command);
    }

    private String[] inside(String space, String... command) {
        return Stream.concat(Stream.of("ip", "netns", "exec", prefix + space), Arrays.stream(command))
                .toArray(String[]::new);
    }

    /** Runs a command in a namespace, well, and gives its output. */
    public String in(String space, String... command) throws IOException, InterruptedException {
        return ForeignProgram.runWell(directory, inside(space, command));
    }

    /** Starts a command in a namespace that is ended with the segment. */
    public Process start(String space, Path output, String... command) throws IOException {
        Process process = ForeignProgram.start(directory, output, inside(space, command));
        processes.add(process);
        return process;
    }

    /** Starts our boot server in namespace s; its files lie in {@code files} of the directory. */
    public void serve(String mode) throws IOException {
        serve(mode, 256);
    }

    /** The same with so many downloads at once. */
    public void serve(String mode, int downloads) throws IOException {
        Files.createDirectories(directory.resolve("files"));
        start(
                "s",
                told,
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx200m",
                "-cp",
                System.getProperty("java.class.path"),
                BootProcess.class.getName(),
                directory.toString(),
                mode,
                Integer.toString(downloads));
        await().atMost(LIMIT).until(() -> told().stream().anyMatch(line -> line.startsWith("READY")));
    }

    /** What the boot server told so far, a line for each signal. */
    public List<String> told() throws IOException {
        return Files.exists(told) ? Files.readAllLines(told) : List.of();
    }

    /** Waits until a line like this was told. */
    public void awaitTold(String what, Predicate<String> line) {
        await(what).atMost(LIMIT).untilAsserted(() -> assertThat(told()).anyMatch(line));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (Process process : processes) {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
        for (String space : List.of("s", "c", "f")) {
            host("ip", "netns", "delete", prefix + space);
        }
    }
}
