package io.rackledger.eventlog.kafka;

import io.rackledger.eventlog.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;

/** One embedded broker for all tests of this JVM that do not kill it; every test class has topics of its own. */
final class TestBroker {
    private static final EmbeddedKafka BROKER = start();

    private TestBroker() {}

    private static EmbeddedKafka start() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "broker-");
            EmbeddedKafka broker = EmbeddedKafka.start(folder, 0);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LogSettings freshSettings() {
        return LogSettings.embedded(BROKER.bootstrapServers()).withPrefix("t" + UUID.randomUUID() + ".");
    }

    static KafkaLog open(LogSettings settings) {
        return KafkaLog.open(settings, Clock.systemUTC());
    }
}
