package io.rackledger.eventlog.kafka;

import static io.rackledger.eventlog.LogFixture.await;
import static io.rackledger.eventlog.LogFixture.change;
import static io.rackledger.eventlog.LogFixture.newCommand;

import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.NodeId;
import io.rackledger.eventlog.EventLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What writers were told, and what is in the log: the books of a proof. */
final class Ledger {
    final Set<CommandId> acknowledged = ConcurrentHashMap.newKeySet();
    final Set<CommandId> unknown = ConcurrentHashMap.newKeySet();
    final Set<CommandId> neverSent = ConcurrentHashMap.newKeySet();
    final LongAdder lostRaces = new LongAdder();

    /** Brings one command into the log as a caller would: again after a lost race; true when it is in, false when nobody knows. */
    boolean write(EventLog log, NodeId node) {
        CommandId command = newCommand();
        while (true) {
            NodeStream stream = log.nodeStates().current(node);
            switch (tell(log, node, command, stream)) {
                case AppendResult.Appended _ -> {
                    acknowledged.add(command);
                    return true;
                }
                case AppendResult.Lost _ -> lostRaces.increment();
                case AppendResult.OutcomeUnknown _ -> {
                    unknown.add(command);
                    return false;
                }
            }
        }
    }

    private AppendResult tell(EventLog log, NodeId node, CommandId command, NodeStream stream) {
        try {
            return await(log.nodeLog().append(change(node, stream.sequence(), command)));
        } catch (RuntimeException e) {
            neverSent.add(command);
            System.out.println("never sent: " + e);
            return new AppendResult.OutcomeUnknown(command, e.toString());
        }
    }

    /** Every record that the fold rule applies, by reading the whole topic from its beginning. */
    static Map<NodeId, List<NodeRecord>> applied(EventLog log) {
        Map<NodeId, NodeStream> streams = new HashMap<>();
        Map<NodeId, List<NodeRecord>> applied = new HashMap<>();
        LogVector end = log.feed().end(LogTopic.NODE_EVENTS, Duration.ofSeconds(30));
        try (FeedReader reader = log.feed().readAll(Map.of(LogTopic.NODE_EVENTS, LogVector.START))) {
            while (!reader.next(LogTopic.NODE_EVENTS).covers(end)) {
                for (LogRecord each : reader.poll(Duration.ofMillis(200))) {
                    NodeRecord record = ((LogRecord.OfNode) each).record();
                    NodeStream before = streams.getOrDefault(record.node(), NodeStream.EMPTY);
                    if (before.follows(record)) {
                        streams.put(record.node(), before.apply(record));
                        applied.computeIfAbsent(record.node(), _ -> new ArrayList<>())
                                .add(record);
                    }
                }
            }
        }
        return applied;
    }

    static List<CommandId> commands(Map<NodeId, List<NodeRecord>> applied) {
        return applied.values().stream()
                .flatMap(List::stream)
                .map(record -> record.context().command())
                .toList();
    }
}
