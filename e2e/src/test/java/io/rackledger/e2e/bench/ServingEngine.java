package io.rackledger.e2e.bench;

import io.rackledger.e2e.LeftBehind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code rackledger serve} in a process of its own, on the log of a benchmark, with ports of its choice. The system property {@code
 * rackledger.bench.engine} gives its JVM more options, for a profiler.
 */
final class ServingEngine implements AutoCloseable {
    private static final Pattern API = Pattern.compile("the API answers on http://([^:]+):(\\d+)");
    private static final Pattern BOOT = Pattern.compile("boot services serve machines on ([^:]+):(\\d+)");
    private static final Duration TO_START = Duration.ofSeconds(90);
    private static final Duration TO_STOP = Duration.ofSeconds(30);

    private final Process process;
    private final Path errors;
    private final CompletableFuture<List<String>> ready = new CompletableFuture<>();
    private final List<String> said = new ArrayList<>();

    private ServingEngine(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    static ServingEngine start(Path work, BenchLog log, String roles, String... more) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-Xmx1500m", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"));
        String options = System.getProperty("rackledger.bench.engine", "");
        command.addAll(options.isBlank() ? List.of() : List.of(options.split(" ")));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "io.rackledger.launcher.Rackledger",
                "serve",
                "--roles=" + roles,
                "--data-dir=" + work.resolve("data"),
                "--kafka=" + log.bootstrapServers(),
                "--kafka-replication=1",
                "--api-port=0",
                "--boot-bind=127.0.0.1",
                "--boot-port=0"));
        command.addAll(List.of(more));
        LeftBehind.isTakenAway();
        Path errors = work.resolve("engine.log");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        // A run that is broken off must not leave it behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        ServingEngine engine = new ServingEngine(process, errors);
        Thread.ofVirtual().start(engine::listen);
        return engine.awaitReady();
    }

    private void listen() {
        try (BufferedReader words = process.inputReader()) {
            for (String line = words.readLine(); line != null; line = words.readLine()) {
                said.add(line);
                if (line.startsWith("ready")) {
                    ready.complete(List.copyOf(said));
                }
            }
            ready.completeExceptionally(new IllegalStateException("the engine has ended: " + said));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private ServingEngine awaitReady() throws IOException {
        try {
            ready.get(TO_START.toMillis(), TimeUnit.MILLISECONDS);
            return this;
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new IOException("the engine did not start: " + Files.readString(errors), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IOException("interrupted while the engine started", e);
        }
    }

    InetSocketAddress api() {
        return address(API);
    }

    InetSocketAddress boot() {
        return address(BOOT);
    }

    private InetSocketAddress address(Pattern pattern) {
        for (String line : ready.join()) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
            }
        }
        throw new IllegalStateException("the engine did not tell its address: " + ready.join());
    }

    /** CPU time that its process has used. */
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(TO_STOP)) {
                process.destroyForcibly();
                throw new UncheckedIOException(new IOException("the engine did not stop; see " + errors));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
