package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.History;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeStates;
import io.rackledger.eventlog.fold.FoldedNodeStates;
import io.rackledger.eventlog.fold.NodeTable;
import io.rackledger.eventlog.fold.Progress;
import io.rackledger.eventlog.snapshot.SnapshotFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/** Everything about node-events in one place: table, followers, snapshots and the doors on them. */
final class NodesPart implements Part {
    /** More would wait for the broker, or for each other. */
    private static final int MOST_FOLLOWERS = 4;

    private final NodeFolder folder;
    private final List<TopicFollower> followers;
    private final SnapshotWriter snapshots;
    private final NodeStates states;
    private final NodeLog log;
    private final History history;
    private final CompletableFuture<LogVector> folded;

    NodesPart(KafkaParts parts) {
        Topics topics = parts.topics();
        int partitions = topics.partitions(TopicName.NODE_EVENTS);
        String topic = topics.name(TopicName.NODE_EVENTS);
        NodeTable table = new NodeTable();
        Boundaries boundaries = new Boundaries(partitions);
        Progress progress = new Progress(partitions, parts.releases());
        ReadBack<AppendResult> readBack = new ReadBack<>(
                parts.instance(), parts.decided(), parts.settings().pace().deadline(), parts.releases());
        states = new FoldedNodeStates(table, progress, patience -> topics.end(TopicName.NODE_EVENTS, patience));
        byte[] stamp = SnapshotFrame.stamp(parts.foldVersion(), topics.id(TopicName.NODE_EVENTS));
        folder = new NodeFolder(
                parts.nodeRecords(), table, readBack, boundaries, new SnapshotReader(parts, stamp, table, boundaries));
        followers = shares(topics.all(TopicName.NODE_EVENTS)).stream()
                .map(share -> parts.follow(TopicName.NODE_EVENTS, share, progress, folder, readBack::stop))
                .toList();
        folded = states.caughtUp(FIRST_FOLD_PATIENCE);
        snapshots = new SnapshotWriter(
                new SnapshotRounds.Setting(parts, stamp, parts.settings().snapshots(), table, boundaries), folded);
        parts.renewals().on(TopicName.SNAPSHOTS, snapshots::startAnew);
        log = new KafkaNodeLog(topic, partitions, table, readBack, folded);
        history = new KafkaHistory(parts.clients(), topic, table);
    }

    /** Partitions are folded beside each other, as many at a time as there are processors. */
    private static List<List<TopicPartition>> shares(List<TopicPartition> all) {
        int count = Math.min(all.size(), Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_FOLLOWERS));
        List<List<TopicPartition>> shares = new ArrayList<>();
        for (int share = 0; share < count; share++) {
            shares.add(all.subList(all.size() * share / count, all.size() * (share + 1) / count));
        }
        return shares;
    }

    LogVector begunAt() {
        return folder.begunAt();
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
        snapshots.close();
        followers.forEach(TopicFollower::close);
    }
}
