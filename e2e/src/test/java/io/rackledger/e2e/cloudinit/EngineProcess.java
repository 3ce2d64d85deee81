package io.rackledger.e2e.cloudinit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The engine as an operator starts it: {@code rackledger serve}, in a process of its own, on embedded stores. */
final class EngineProcess implements AutoCloseable {
    private final Process process;
    private final Path log;

    private EngineProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static EngineProcess start(Path work) throws IOException {
        Path log = work.resolve("engine.log");
        String java = ProcessHandle.current().info().command().orElse("java");
        List<String> command = List.of(
                java,
                "-Xmx768m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.rackledger.launcher.Rackledger",
                "serve",
                "--data-dir=" + work.resolve("data"),
                "--boot-bind=0.0.0.0",
                "--boot-url=http://" + Rack.ENGINE + ":" + Rack.BOOT_PORT,
                "--seed-url=http://" + Rack.METADATA + ":" + Rack.BOOT_PORT,
                "--boot-files=" + work.resolve("files"),
                "--heartbeat=PT3S",
                "--wait-progress=PT40S",
                "--wait-liveness=PT30S",
                "--wait-machine=PT4M",
                "--wait-installed=PT3M",
                "--wait-bmc=PT60S");
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new EngineProcess(started, log);
    }

    /** Fails at once, with the engine's last words, where it has died. */
    void requireAlive() {
        if (!process.isAlive()) {
            try {
                throw new IllegalStateException("the engine has died: " + Shell.tail(log));
            } catch (IOException e) {
                throw new UncheckedIOException("the engine has died and left no log", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("the engine did not stop within 30 s: " + Shell.tail(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        Files.writeString(log, "stopped with exit code " + process.exitValue() + "\n", StandardOpenOption.APPEND);
    }
}
