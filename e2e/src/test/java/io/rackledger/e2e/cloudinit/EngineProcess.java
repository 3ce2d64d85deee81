package io.rackledger.e2e.cloudinit;

import io.rackledger.e2e.LeftBehind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The engine as an operator starts it: {@code rackledger serve}, in a process of its own, on embedded stores. */
public final class EngineProcess implements AutoCloseable {
    private static final int STOP_SECONDS = 90;

    private final Process process;
    private final Path log;

    private EngineProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it with its data below a directory.
     *
     * @param inside what runs the program elsewhere, such as in a network namespace; empty for right here
     * @param options of {@code serve}, beside the data directory
     */
    public static EngineProcess start(Path work, List<String> inside, List<String> options) throws IOException {
        LeftBehind.isTakenAway();
        Path log = work.resolve("engine.log");
        List<String> command = new ArrayList<>(inside);
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.rackledger.launcher.Rackledger",
                "serve",
                "--data-dir=" + work.resolve("data")));
        command.addAll(options);
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new EngineProcess(started, log);
    }

    /** Fails at once, with the engine's last words, where it has died. */
    public void requireAlive() {
        if (!process.isAlive()) {
            try {
                throw new IllegalStateException("the engine has died: " + Shell.tail(log));
            } catch (IOException e) {
                throw new UncheckedIOException("the engine has died and left no log", e);
            }
        }
    }

    /** Stops it as an operator does; on a machine that is busy with others this takes a while. Where it does not stop, its servers die with it. */
    @Override
    public void close() throws IOException {
        List<ProcessHandle> servers = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                servers.forEach(ProcessHandle::destroyForcibly);
                throw new IOException("the engine did not stop within " + STOP_SECONDS + " s: " + Shell.tail(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            servers.forEach(ProcessHandle::destroyForcibly);
        }
        Files.writeString(log, "stopped with exit code " + process.exitValue() + "\n", StandardOpenOption.APPEND);
    }
}
