package io.rackledger.e2e.fault;

import io.rackledger.launcher.engine.LogOutput;
import io.rackledger.query.store.EmbeddedPostgres;
import io.rackledger.query.store.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Everything of one fault run on this machine: a folder, brokers, engines, PostgreSQL where a test asks for it, and the history of its
 * clients. Closing ends all processes and deletes the stores; settings, output and history stay in the folder.
 */
final class Installation implements AutoCloseable {
    private final Path home;
    private final Brokers brokers;
    private final History history;
    private final List<EngineNode> engines = new ArrayList<>();
    private @Nullable EmbeddedPostgres postgres;

    private Installation(Path home, Brokers brokers, History history) {
        this.home = home;
        this.brokers = brokers;
        this.history = history;
    }

    /**
     * Starts the brokers.
     *
     * @param run names the folder under {@code target}
     * @param brokers one, or three with three copies
     */
    static Installation of(String run, int brokers) {
        Path home = folder(run);
        return new Installation(home, Brokers.start(home, brokers), new History(home.resolve("history.jsonl")));
    }

    /** A new folder for a run, under {@code target}. */
    static Path folder(String run) {
        LogOutput.quiet();
        try {
            Path parent = Files.createDirectories(Path.of("target", "fault"));
            return Files.createTempDirectory(parent, run + "-").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits of seconds, so that a run sees their ends; long enough for a busy machine. */
    static EngineNode shortWaits(EngineNode engine) {
        return engine.with("--heartbeat", "3s")
                .with("--wait-bmc", "60s")
                .with("--wait-progress", "40s")
                .with("--wait-liveness", "30s")
                .with("--wait-machine", "4m")
                .with("--wait-installed", "3m");
    }

    Path home() {
        return home;
    }

    Brokers brokers() {
        return brokers;
    }

    /** What clients were told. */
    History history() {
        return history;
    }

    List<EngineNode> engines() {
        return List.copyOf(engines);
    }

    /** One more engine, not started yet. */
    EngineNode engine(String name, String roles) {
        EngineNode engine = new EngineNode(name, home, roles)
                .with("--kafka", brokers.bootstrapServers())
                .with("--kafka-replication", "" + brokers.copies())
                .with("--boot-files", bootFiles(home).toString())
                .with("--bmc-credentials", credentials(home).toString());
        if (roles.contains("query")) {
            engine.with("--jdbc-url", jdbcUrl(name)).with("--jdbc-user", "postgres");
        }
        engines.add(engine);
        return engine;
    }

    /** Engines that only take commands: {@code a}, {@code b}, {@code c}, started and ready. */
    List<EngineNode> commandEngines(int count) {
        return commandEngines(count, UnaryOperator.identity());
    }

    /** @param options of each, before it starts */
    List<EngineNode> commandEngines(int count, UnaryOperator<EngineNode> options) {
        List<EngineNode> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(options.apply(engine("" + (char) ('a' + i), "command")).start());
        }
        started.forEach(EngineNode::awaitReady);
        return started;
    }

    /** Each engine with the query role has a database of its own on one server. */
    private String jdbcUrl(String engine) {
        return "jdbc:postgresql://127.0.0.1:" + startPostgres().port() + "/" + engine.replace('-', '_');
    }

    EmbeddedPostgres startPostgres() {
        if (postgres == null) {
            try {
                postgres = EmbeddedPostgres.start(
                        PostgresSettings.in(home.resolve("postgres")).onPort(FreePorts.next()));
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL did not start", e);
            }
        }
        return postgres;
    }

    /** SIGKILL to the database server; whoever started it starts it again. */
    void killPostgres() {
        killPostgres(home.resolve("postgres"));
    }

    /** Kills the server of this data directory, and returns when it and its workers are gone; one that is dead already is left alone. */
    static void killPostgres(Path data) {
        postmaster(data).ifPresent(server -> {
            List<ProcessHandle> workers = server.descendants().toList();
            server.destroyForcibly();
            awaitGone(server);
            workers.forEach(Installation::awaitGone);
        });
    }

    private static Optional<ProcessHandle> postmaster(Path data) {
        try {
            String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
            return ProcessHandle.of(Long.parseLong(pid.strip()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the number of PostgreSQL's process cannot be read", e);
        }
    }

    private static void awaitGone(ProcessHandle process) {
        Awaitility.await("process " + process.pid() + " is gone")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !process.isAlive());
    }

    static Path bootFiles(Path home) {
        try {
            Path files = Files.createDirectories(home.resolve("files"));
            for (String name : List.of("vmlinuz", "initrd.img", "image.raw")) {
                Files.writeString(files.resolve(name), "stand-in for " + name);
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path credentials(Path home) {
        try {
            Path file = home.resolve("bmc-credentials");
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, "rack.user=admin\nrack.password=fault-kit\n");
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The log as it lies on the brokers now. */
    RawLog log() {
        return RawLog.read(brokers.bootstrapServers());
    }

    @Override
    public void close() {
        try {
            engines.forEach(EngineNode::stop);
            if (postgres != null) {
                postgres.close();
            }
        } finally {
            brokers.close();
            history.close();
            brokers.nodes().forEach(node -> delete(node.data()));
            delete(home.resolve("postgres"));
        }
    }

    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
