package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.History;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeStates;
import io.rackledger.eventlog.fold.FoldedNodeStates;
import io.rackledger.eventlog.fold.NodeTable;
import io.rackledger.eventlog.fold.Progress;
import java.util.concurrent.CompletableFuture;

/** Everything about node-events in one place: table, follower and the doors on them. */
final class NodesPart implements Part {
    private final TopicFollower follower;
    private final NodeStates states;
    private final NodeLog log;
    private final History history;
    private final CompletableFuture<LogVector> folded;

    NodesPart(KafkaParts parts) {
        Topics topics = parts.topics();
        int partitions = topics.partitions(TopicName.NODE_EVENTS);
        String topic = topics.name(TopicName.NODE_EVENTS);
        NodeTable table = new NodeTable();
        Progress progress = new Progress(partitions, parts.releases());
        ReadBack<AppendResult> readBack = new ReadBack<>(
                parts.instance(), parts.decided(), parts.settings().deadline(), parts.releases());
        states = new FoldedNodeStates(table, progress, patience -> topics.end(TopicName.NODE_EVENTS, patience));
        follower = parts.follow(
                TopicName.NODE_EVENTS, progress, new NodeFolder(parts.nodeRecords(), table, readBack), readBack::stop);
        folded = states.caughtUp(FIRST_FOLD_PATIENCE);
        log = new KafkaNodeLog(topic, partitions, table, readBack, folded);
        history = new KafkaHistory(parts.clients(), topic, table);
    }

    NodeLog log() {
        return log;
    }

    NodeStates states() {
        return states;
    }

    History history() {
        return history;
    }

    @Override
    public CompletableFuture<LogVector> folded() {
        return folded;
    }

    @Override
    public void close() {
        follower.close();
    }
}
