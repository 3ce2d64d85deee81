package io.rackledger.eventlog.memory;

import io.rackledger.core.door.BootPlanLog;
import io.rackledger.core.door.BootPlans;
import io.rackledger.core.door.Claims;
import io.rackledger.core.door.Documents;
import io.rackledger.core.door.Feed;
import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.History;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.OutdatedProgramException;
import io.rackledger.core.door.SharedFeedReader;
import io.rackledger.core.door.SignalLog;
import io.rackledger.eventlog.EventLog;
import io.rackledger.eventlog.claims.ClaimTable;
import io.rackledger.eventlog.claims.FoldedClaims;
import io.rackledger.eventlog.fold.FoldedNodeStates;
import io.rackledger.eventlog.fold.NodeTable;
import io.rackledger.eventlog.fold.Progress;
import io.rackledger.eventlog.plans.PlanTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The log's twin in memory, for tests of all rooms and for simulations. It passes the same contract tests as the log on Kafka, but
 * keeps nothing: never wire it into a program that serves.
 *
 * <p>Every future is complete when its call returns, and nothing runs on a thread of its own, so a simulation stays deterministic.
 */
public final class InMemoryLog implements EventLog {
    private static final int PARTITIONS = 8;

    private final MemoryTopics topics;
    private final MemoryGroups groups;
    private final MemoryFaults faults = new MemoryFaults();
    private final MemoryNodeLog nodeLog;
    private final NodeStates nodeStates;
    private final Claims claims;
    private final PlanTable plans = new PlanTable(Runnable::run);
    private final Documents documents = new MemoryDocuments();

    public InMemoryLog() {
        this(PARTITIONS);
    }

    public InMemoryLog(int partitions) {
        topics = new MemoryTopics(partitions);
        groups = new MemoryGroups(partitions);
        NodeTable table = new NodeTable();
        Progress progress = new Progress(partitions, Runnable::run);
        nodeLog = new MemoryNodeLog(topics, table, progress, faults);
        nodeStates = new FoldedNodeStates(table, progress, _ -> CompletableFuture.completedFuture(progress.now()));
        ClaimTable claimTable = new ClaimTable();
        claims = new FoldedClaims(claimTable, (key, sequence, change) -> {
            try {
                faults.passClaim();
            } catch (IllegalStateException e) {
                return CompletableFuture.failedFuture(e);
            }
            return CompletableFuture.completedFuture(topics.locked(() -> claimTable.apply(key, sequence, change)));
        });
    }

    /** What goes wrong with the next appends of node events. */
    public MemoryFaults faults() {
        return faults;
    }

    /**
     * A record appears that a program of a newer version wrote: the fold of node events stops at once, a shared reader when it comes to
     * it.
     */
    public void writeNewer(LogTopic topic, String key, String type, String version) {
        OutdatedProgramException why = topics.appendNewer(topic, key, type, version);
        if (topic == LogTopic.NODE_EVENTS) {
            topics.stopped().complete("the fold of node events stopped: " + why);
        }
    }

    @Override
    public NodeLog nodeLog() {
        return nodeLog;
    }

    @Override
    public NodeStates nodeStates() {
        return nodeStates;
    }

    @Override
    public History history() {
        return nodeLog;
    }

    @Override
    public SignalLog signals() {
        return signal -> CompletableFuture.completedFuture(topics.append(
                        LogTopic.SIGNALS, signal.subject().key(), position -> new LogRecord.OfSignal(position, signal))
                .position());
    }

    @Override
    public Feed feed() {
        return new MemoryFeed(topics, groups);
    }

    @Override
    public BootPlanLog bootPlanLog() {
        return new MemoryPlanLog(plans);
    }

    @Override
    public BootPlans bootPlans() {
        return plans;
    }

    @Override
    public Documents documents() {
        return documents;
    }

    @Override
    public Claims claims() {
        return claims;
    }

    @Override
    public CompletableFuture<LogVector> ready() {
        return CompletableFuture.completedFuture(topics.end(LogTopic.NODE_EVENTS));
    }

    /** Completes only after {@link #writeNewer}. */
    @Override
    public CompletableFuture<String> stopped() {
        return topics.stopped().copy();
    }

    /** Everything is folded when its append returns. */
    @Override
    public Map<String, LogVector> folded() {
        return Map.of("node-events", topics.end(LogTopic.NODE_EVENTS));
    }

    @Override
    public CompletableFuture<Map<String, LogVector>> ends(Duration patience) {
        return CompletableFuture.completedFuture(
                Map.of("node-events", topics.end(LogTopic.NODE_EVENTS), "signals", topics.end(LogTopic.SIGNALS)));
    }

    /** Does nothing: what was written can still be read. */
    @Override
    public void close() {}

    private record MemoryFeed(MemoryTopics topics, MemoryGroups groups) implements Feed {
        @Override
        public FeedReader readAll(Map<LogTopic, LogVector> from) {
            return new MemoryReader(topics, from);
        }

        @Override
        public SharedFeedReader readShared(String group, List<LogTopic> followed) {
            return new MemorySharedReader(topics, groups, group, followed);
        }

        @Override
        public LogVector end(LogTopic topic, Duration patience) {
            return topics.end(topic);
        }
    }
}
