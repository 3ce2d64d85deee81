package io.rackledger.bmc.effector;

import io.rackledger.bmc.power.PowerProgress;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.signal.SignalBody.PowerAttempted;
import io.rackledger.core.signal.SignalBody.PowerStepBegun;
import io.rackledger.core.signal.SignalSubject.OfNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** How far power requests came, as the effectors' own signals tell. Confined to the follower's thread. */
final class ProgressBook {
    private final Map<Work.Key, Entry> entries = new HashMap<>();

    /**
     * @param partition in which its signals lie
     * @param first offset of its first signal
     */
    private record Entry(int partition, long first, PowerProgress progress) {}

    void see(LogRecord.OfSignal record) {
        if (!(record.signal().subject() instanceof OfNode(NodeId node, var _, var _))) {
            return;
        }
        if (record.signal().body() instanceof PowerStepBegun(var request, int number, var work)) {
            add(record, new Work.Key(node, request), new PowerProgress(Optional.of(work), number));
        } else if (record.signal().body() instanceof PowerAttempted tried) {
            add(record, new Work.Key(node, tried.request()), new PowerProgress(Optional.empty(), tried.number()));
        }
    }

    private void add(LogRecord.OfSignal record, Work.Key key, PowerProgress told) {
        Entry now = new Entry(record.position().partition(), record.position().offset(), told);
        entries.merge(
                key,
                now,
                (before, _) -> new Entry(
                        before.partition(),
                        before.first(),
                        new PowerProgress(
                                told.begun().or(() -> before.progress().begun()),
                                Math.max(told.tries(), before.progress().tries()))));
    }

    PowerProgress of(NodeId node, PowerRequestId request) {
        Entry entry = entries.get(new Work.Key(node, request));
        return entry == null ? PowerProgress.NONE : entry.progress();
    }

    /** Keeps what lies in these partitions. */
    void retain(Set<Integer> partitions) {
        entries.values().removeIf(entry -> !partitions.contains(entry.partition()));
    }

    /** Forgets the requests that are not pending any more. */
    void forget(BiPredicate<NodeId, PowerRequestId> pending) {
        entries.keySet().removeIf(key -> !pending.test(key.node(), key.request()));
    }

    /** The oldest places in these partitions on which anything here rests; where nothing does, the places read. */
    LogVector neededFrom(Set<Integer> partitions, LogVector read) {
        Map<Integer, Long> needed = new TreeMap<>();
        partitions.forEach(partition -> needed.put(partition, read.of(partition)));
        entries.values()
                .forEach(entry ->
                        needed.computeIfPresent(entry.partition(), (_, offset) -> Math.min(offset, entry.first())));
        return new LogVector(new TreeMap<>(needed));
    }
}
