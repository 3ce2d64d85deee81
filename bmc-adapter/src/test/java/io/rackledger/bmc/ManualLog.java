package io.rackledger.bmc;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.door.SharedFeedReader;
import io.rackledger.core.door.SignalLog;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A log of one partition whose records the test appends by hand; keeps the signals that are reported. */
final class ManualLog implements Feed, NodeStates, SignalLog {
    private final Map<NodeId, NodeStream> streams = new ConcurrentHashMap<>();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    final List<Signal> signals = new CopyOnWriteArrayList<>();
    /** Whether signals are taken by nobody. */
    volatile boolean away;

    final Map<LogTopic, LogVector> kept = new ConcurrentHashMap<>();

    /** Appends a record with the given sequence; one that does not follow is void. */
    synchronized void append(NodeId node, long sequence, NodeEvent... events) {
        String id = "c-" + records.size();
        RecordContext context = new RecordContext(
                new CommandId(id), Digest.of(id.getBytes(StandardCharsets.UTF_8)), "test", "", "", "");
        NodeRecord record = new NodeRecord(
                node, sequence, new LogPosition(0, records.size()), Instant.EPOCH, context, List.of(events));
        streams.put(node, current(node).apply(record));
        records.add(new LogRecord.OfNode(record));
    }

    @Override
    public NodeStream current(NodeId node) {
        return streams.getOrDefault(node, NodeStream.EMPTY);
    }

    @Override
    public Stream<Node> living() {
        return streams.values().stream()
                .map(NodeStream::state)
                .filter(Node.class::isInstance)
                .map(Node.class::cast);
    }

    @Override
    public Optional<Node> byMac(MacAddress mac) {
        return living().filter(node -> node.attributes().ports().contains(mac)).findFirst();
    }

    @Override
    public Optional<Node> byName(String name) {
        return living().filter(node -> node.attributes().name().equals(name)).findFirst();
    }

    @Override
    public CompletableFuture<LogVector> reached(LogPosition position, Duration patience) {
        return CompletableFuture.completedFuture(end(LogTopic.NODE_EVENTS, patience));
    }

    @Override
    public CompletableFuture<LogVector> caughtUp(Duration patience) {
        return CompletableFuture.completedFuture(end(LogTopic.NODE_EVENTS, patience));
    }

    @Override
    public synchronized CompletableFuture<LogPosition> report(Signal signal) {
        if (away) {
            return CompletableFuture.failedFuture(new IOException("the log is away"));
        }
        signals.add(signal);
        return CompletableFuture.completedFuture(new LogPosition(0, signals.size() - 1L));
    }

    /** Signals of this kind, in their order. */
    <T extends SignalBody> List<T> told(Class<T> kind) {
        return signals.stream()
                .map(Signal::body)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Override
    public FeedReader readAll(Map<LogTopic, LogVector> from) {
        return new Reader();
    }

    @Override
    public List<NodeId> known(Set<Integer> partitions) {
        return partitions.contains(0) ? List.copyOf(streams.keySet()) : List.of();
    }

    @Override
    public SharedFeedReader readShared(String group, List<LogTopic> topics) {
        return new Reader();
    }

    @Override
    public LogVector end(LogTopic topic, Duration patience) {
        return LogVector.START.with(0, topic == LogTopic.SIGNALS ? signals.size() : records.size());
    }

    private final class Reader implements SharedFeedReader {
        private int next;
        private int nextSignal;

        @Override
        public void skip(LogTopic topic, LogVector places) {
            if (topic == LogTopic.NODE_EVENTS) {
                next = Math.max(next, (int) places.of(0));
            } else {
                nextSignal = Math.max(nextSignal, (int) places.of(0));
            }
        }

        @Override
        public void keepFrom(LogTopic topic, LogVector places) {
            kept.put(topic, places);
        }

        @Override
        public List<LogRecord> poll(Duration patience) {
            Thread.onSpinWait();
            List<LogRecord> found = new ArrayList<>(records.subList(next, records.size()));
            next += found.size();
            for (Signal signal : List.copyOf(signals.subList(nextSignal, signals.size()))) {
                found.add(new LogRecord.OfSignal(new LogPosition(0, nextSignal), signal));
                nextSignal++;
            }
            return found;
        }

        @Override
        public LogVector next(LogTopic topic) {
            return LogVector.START.with(0, topic == LogTopic.SIGNALS ? nextSignal : next);
        }

        @Override
        public void wakeup() {
            Thread.yield();
        }

        @Override
        public Set<Integer> owned() {
            return Set.of(0);
        }

        @Override
        public long generation() {
            return 1;
        }

        @Override
        public void close() {
            next = 0;
        }
    }
}
