package io.rackledger.e2e.fault;

import io.rackledger.e2e.LeftBehind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A Java process of the installation under test, with its output in a file. Ends with the test's own JVM. */
final class ChildProcess {
    private static final Set<Process> LIVING = ConcurrentHashMap.newKeySet();
    private static final int TAIL = 4_000;

    static {
        LeftBehind.isTakenAway();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LIVING.forEach(Process::destroyForcibly)));
    }

    private final String name;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts {@code java <options> <main> <arguments>} on this JVM's class path; standard input stays open as long as we live. */
    static ChildProcess start(String name, Path log, List<String> options, String main, List<String> arguments) {
        return start(name, log, options, main, arguments, Map.of());
    }

    /** @param environment added to our own */
    static ChildProcess start(
            String name,
            Path log,
            List<String> options,
            String main,
            List<String> arguments,
            Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Duser.timezone=UTC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            LIVING.add(process);
            process.onExit().thenAccept(LIVING::remove);
            return new ChildProcess(name, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started", e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    Path log() {
        return log;
    }

    /** All that it has printed. */
    String output() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the output of " + name + " cannot be read", e);
        }
    }

    String tail() {
        String all = output();
        return all.substring(Math.max(0, all.length() - TAIL));
    }

    /** Fails at once, with its last words, where it has died. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(name + " has died with code " + process.exitValue() + ": " + tail());
        }
    }

    /** SIGKILL; returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(20));
    }

    /** SIGTERM; killed where it does not go in time. */
    void terminate(Duration patience) {
        process.destroy();
        if (!ended(patience)) {
            kill();
        }
    }

    void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .inheritIO()
                    .start();
            if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("signal " + signal + " did not reach " + name + ", pid " + pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for an end that something else brings about. */
    void awaitEnd(Duration patience) {
        if (!ended(patience)) {
            throw new IllegalStateException(name + ", pid " + pid() + ", has not ended within " + patience);
        }
    }

    private boolean ended(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
