package io.rackledger.e2e.bench;

import io.rackledger.core.door.LogTopic;
import io.rackledger.eventlog.embedded.EmbeddedKafka;
import io.rackledger.eventlog.kafka.KafkaLog;
import io.rackledger.eventlog.kafka.LogSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** A broker in a process of its own, its topics laid out as a benchmark wants them, and the log on it as this process sees it. */
final class BenchLog implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final EmbeddedKafka broker;
    private final LogSettings settings;
    private final KafkaLog log;

    private BenchLog(EmbeddedKafka broker, LogSettings settings, KafkaLog log) {
        this.broker = broker;
        this.settings = settings;
        this.log = log;
    }

    /** @param fsync whether every batch of decided facts is forced to the disk, as with a single broker in production */
    static BenchLog start(Path folder, boolean fsync) throws IOException {
        EmbeddedKafka broker = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        LogSettings settings =
                LogSettings.embedded(broker.bootstrapServers()).withReplication((short) 1, (short) 1, fsync);
        return new BenchLog(broker, settings, KafkaLog.open(settings, Clock.systemUTC()));
    }

    KafkaLog log() {
        return log;
    }

    boolean fsync() {
        return settings.layout().flushEach();
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** How many records were ever written to a topic. */
    long records(LogTopic topic) {
        return log.feed().end(topic, PATIENCE).next().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** CPU time that the broker's process has used. */
    Duration cpu() {
        return ProcessHandle.of(broker.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        log.close();
        broker.close();
    }
}
