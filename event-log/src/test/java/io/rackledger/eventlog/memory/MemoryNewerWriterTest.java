package io.rackledger.eventlog.memory;

import io.rackledger.core.door.LogTopic;
import io.rackledger.core.identity.NodeId;
import io.rackledger.eventlog.EventLog;
import io.rackledger.eventlog.NewerWriterContract;

/** The twin stops where the log on Kafka does. */
final class MemoryNewerWriterTest extends NewerWriterContract {
    private final InMemoryLog log = new InMemoryLog();

    @Override
    protected EventLog log() {
        return log;
    }

    @Override
    protected void write(LogTopic topic, NodeId node, String type, String version) {
        log.writeNewer(topic, node.value(), type, version);
    }
}
