package io.rackledger.eventlog.kafka;

import io.rackledger.eventlog.EventLog;
import io.rackledger.eventlog.LogContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The log on the embedded broker keeps the contract. */
final class EmbeddedKafkaLogTest extends LogContract {
    private static KafkaLog one;
    private static KafkaLog two;

    @BeforeAll
    static void open() {
        LogSettings settings = TestBroker.freshSettings();
        one = TestBroker.open(settings);
        two = TestBroker.open(settings);
    }

    @AfterAll
    static void close() {
        one.close();
        two.close();
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
