package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.BootPlanLog;
import io.rackledger.core.door.BootPlans;
import io.rackledger.core.door.Claims;
import io.rackledger.core.door.Documents;
import io.rackledger.core.door.Feed;
import io.rackledger.core.door.History;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.SignalLog;
import io.rackledger.eventlog.EventLog;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/** The log on Kafka. Not built yet: only its shape stands, so that others can wire against it. */
public final class KafkaLog implements EventLog {
    private KafkaLog() {}

    /**
     * Connects and creates topics that are missing; blocks until they can be written to.
     *
     * @param clock stamps boot plans
     */
    public static KafkaLog open(LogSettings settings, Clock clock) {
        throw notBuilt();
    }

    @Override
    public NodeLog nodeLog() {
        throw notBuilt();
    }

    @Override
    public NodeStates nodeStates() {
        throw notBuilt();
    }

    @Override
    public History history() {
        throw notBuilt();
    }

    @Override
    public SignalLog signals() {
        throw notBuilt();
    }

    @Override
    public Feed feed() {
        throw notBuilt();
    }

    @Override
    public BootPlanLog bootPlanLog() {
        throw notBuilt();
    }

    @Override
    public BootPlans bootPlans() {
        throw notBuilt();
    }

    @Override
    public Documents documents() {
        throw notBuilt();
    }

    @Override
    public Claims claims() {
        throw notBuilt();
    }

    @Override
    public CompletableFuture<LogVector> ready() {
        throw notBuilt();
    }

    @Override
    public void close() {}

    private static UnsupportedOperationException notBuilt() {
        return new UnsupportedOperationException("the log on Kafka is not built yet; use InMemoryLog in tests");
    }
}
