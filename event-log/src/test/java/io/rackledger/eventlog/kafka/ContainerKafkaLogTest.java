package io.rackledger.eventlog.kafka;

import io.rackledger.eventlog.EventLog;
import io.rackledger.eventlog.LogContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The log on a broker that others have packed keeps the contract. Runs only where Docker is; says so where it is not. */
final class ContainerKafkaLogTest extends LogContract {
    private static final String IMAGE = "apache/kafka:4.1.0";

    private static KafkaContainer container;
    private static KafkaLog one;
    private static KafkaLog two;

    @BeforeAll
    static void open() {
        boolean docker = DockerClientFactory.instance().isDockerAvailable();
        if (!docker) {
            System.err.println("SKIPPED: no Docker here, so the contract of the log was not tried on " + IMAGE);
        }
        Assumptions.assumeTrue(docker, "no Docker here, so the contract of the log was not tried on " + IMAGE);
        container = new KafkaContainer(IMAGE);
        container.start();
        LogSettings settings = LogSettings.embedded(container.getBootstrapServers());
        one = TestBroker.open(settings);
        two = TestBroker.open(settings);
    }

    @AfterAll
    static void close() {
        if (container != null) {
            one.close();
            two.close();
            container.stop();
        }
    }

    @Override
    protected EventLog log() {
        return one;
    }

    @Override
    protected EventLog other() {
        return two;
    }
}
