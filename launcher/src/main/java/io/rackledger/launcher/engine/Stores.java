package io.rackledger.launcher.engine;

import io.rackledger.eventlog.EventLog;
import io.rackledger.eventlog.embedded.EmbeddedKafka;
import io.rackledger.eventlog.kafka.KafkaLog;
import io.rackledger.eventlog.kafka.LogSettings;
import io.rackledger.eventlog.replica.LogReplica;
import io.rackledger.eventlog.witness.LogLossException;
import io.rackledger.eventlog.witness.LogWitness;
import io.rackledger.query.store.EmbeddedPostgres;
import io.rackledger.query.store.PostgresAddress;
import io.rackledger.query.store.PostgresSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Kafka with the log on it, and PostgreSQL; both start at the same time. */
final class Stores {
    private static final Duration TO_START = Duration.ofMinutes(3);
    private static final Duration TO_ANSWER = Duration.ofSeconds(5);
    private static final Duration TO_CATCH_UP = Duration.ofMinutes(10);

    private final EngineSettings settings;
    private final Progress progress;
    private final Clock clock;
    private final Closing closing;
    private volatile Supplier<Optional<String>> brokerTrouble = Optional::empty;

    Stores(EngineSettings settings, Progress progress, Clock clock, Closing closing) {
        this.settings = settings;
        this.progress = progress;
        this.clock = clock;
        this.closing = closing;
    }

    /**
     * @param postgres empty where this process has no use for it
     * @param time asks the brokers for their time
     * @param brokerTrouble what keeps the embedded broker down; empty while it runs
     */
    record Opened(
            EventLog log,
            Optional<PostgresAddress> postgres,
            Supplier<CompletableFuture<Instant>> time,
            Supplier<Optional<String>> brokerTrouble) {
        /** The same with the log as something sees it that stands before it. */
        Opened with(UnaryOperator<EventLog> before) {
            return new Opened(before.apply(log), postgres, time, brokerTrouble);
        }
    }

    Opened open() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Optional<PostgresAddress>> postgres =
                    CompletableFuture.supplyAsync(this::postgres, threads);
            CompletableFuture<KafkaLog> log = CompletableFuture.supplyAsync(this::log, threads);
            KafkaLog opened = get(log, "Kafka");
            return new Opened(opened, get(postgres, "PostgreSQL"), opened::time, () -> brokerTrouble.get());
        }
    }

    /** The log alone, of a process that keeps a replica of what it needs. */
    Opened openLog(LogReplica replica) {
        LogSettings where = external();
        progress.step("opening the log on " + where.access().bootstrapServers());
        KafkaLog opened = open(witness -> KafkaLog.open(where, clock, witness, replica));
        closing.add("the log", opened);
        return new Opened(opened, Optional.empty(), opened::time, Optional::empty);
    }

    /** Why no broker answers; empty where one does. */
    Optional<String> silence() {
        return KafkaLog.silence(external(), TO_ANSWER);
    }

    /** Where the brokers of others are. */
    String brokers() {
        return external().access().bootstrapServers();
    }

    private LogSettings external() {
        return switch (settings.kafka()) {
            case KafkaChoice.External external -> cluster(external);
            case KafkaChoice.Embedded _ -> throw new IllegalStateException("the broker is one of our own");
        };
    }

    private Optional<PostgresAddress> postgres() {
        if (!settings.has(Role.query)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (settings.postgres()) {
                    case PostgresChoice.External external -> external.address();
                    case PostgresChoice.Embedded embedded -> embeddedPostgres(embedded.port());
                });
    }

    private PostgresAddress embeddedPostgres(int port) {
        progress.step("starting PostgreSQL");
        try {
            EmbeddedPostgres server = EmbeddedPostgres.start(
                    PostgresSettings.in(settings.dataDir().resolve("postgres")).onPort(port));
            closing.add("PostgreSQL", server);
            progress.step("PostgreSQL answers on port " + server.port());
            return server.address();
        } catch (IOException e) {
            throw new StartFailure(
                    "PostgreSQL did not start: " + e.getMessage(), "mend what it says and start again", e);
        }
    }

    private KafkaLog log() {
        LogSettings where = switch (settings.kafka()) {
            case KafkaChoice.External external -> cluster(external);
            case KafkaChoice.Embedded embedded -> LogSettings.embedded(embeddedKafka(embedded.port()));
        };
        progress.step("opening the log on " + where.access().bootstrapServers());
        KafkaLog log = open(witness -> KafkaLog.open(where, clock, witness));
        closing.add("the log", log);
        return log;
    }

    private interface Opening {
        KafkaLog with(LogWitness witness);
    }

    private KafkaLog open(Opening opening) {
        try {
            return opening.with(witness());
        } catch (LogLossException e) {
            if (!settings.acceptLogLoss()) {
                throw new StartFailure(
                        String.valueOf(e.getMessage()),
                        "bring back the disk or the brokers that have them; or look at the nodes that are named, and"
                                + " start with --accept-log-loss to go on without what is lost",
                        e);
            }
            progress.step("accepted: " + e.getMessage());
            return openDespiteLoss(opening);
        }
    }

    private KafkaLog openDespiteLoss(Opening opening) {
        try {
            LogWitness witness = witness();
            Path kept = settings.dataDir().resolve("log-loss-" + clock.instant().toEpochMilli() + ".txt");
            witness.forget(kept);
            progress.step("what the log had before its loss is told in " + kept
                    + "; rebuild the projections: they may show what is lost");
            return opening.with(witness);
        } catch (IOException e) {
            throw new StartFailure("the list of what the log has lost cannot be kept: " + e, "make room", e);
        }
    }

    private LogWitness witness() {
        Path file = settings.dataDir().resolve("log-witness.txt");
        try {
            return LogWitness.open(file);
        } catch (IOException e) {
            throw new StartFailure(
                    "what was seen of the log cannot be read: " + e.getMessage(),
                    "mend " + file + ", or move it away: then nobody looks whether the log has lost something",
                    e);
        }
    }

    private static LogSettings cluster(KafkaChoice.External external) {
        short replication = (short) external.replication();
        short inSync = (short) Math.max(1, replication - 1);
        return LogSettings.cluster(external.bootstrapServers(), external.properties())
                .withReplication(replication, inSync, replication == 1);
    }

    private String embeddedKafka(int port) {
        progress.step("starting Kafka");
        try {
            EmbeddedKafka broker = EmbeddedKafka.start(settings.dataDir().resolve("kafka"), port);
            closing.add("Kafka", broker);
            brokerTrouble = broker::trouble;
            progress.step("Kafka answers on " + broker.bootstrapServers());
            return broker.bootstrapServers();
        } catch (IOException e) {
            throw new StartFailure(
                    "Kafka did not start: " + e.getMessage(),
                    "see " + settings.dataDir().resolve("kafka").resolve("broker.log"),
                    e);
        }
    }

    /** The same for a process that serves machines alone: it folds the nodes only for the BMC adapter. */
    void catchUpForMachines(EventLog log) {
        log.bootPlans();
        log.documents();
        if (settings.has(Role.bmc)) {
            log.nodeStates();
        }
        get(log.ready(), TO_CATCH_UP, "the folds of the log");
    }

    /** Nothing acts before the folds have passed all that was in the log. */
    void catchUp(EventLog log) {
        log.nodeStates();
        log.claims();
        log.bootPlans();
        log.documents();
        get(log.ready(), TO_CATCH_UP, "the folds of the log");
    }

    private static <T> T get(CompletableFuture<T> future, String what) {
        return get(future, TO_START, what);
    }

    private static <T> T get(CompletableFuture<T> future, Duration patience, String what) {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | CompletionException e) {
            if (e.getCause() instanceof StartFailure known) {
                throw known;
            }
            throw new StartFailure(what + " could not be opened: " + e.getCause(), "see the log for the reason", e);
        } catch (TimeoutException e) {
            throw new StartFailure(what + " did not come up within " + patience, "see the log for the reason", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("the start was interrupted", "start again", e);
        }
    }
}
