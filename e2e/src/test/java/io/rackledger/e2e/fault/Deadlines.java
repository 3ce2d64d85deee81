package io.rackledger.e2e.fault;

import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.WaitId;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.WaitDeadlines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * When waits began and when they ran out, by the broker's clock, which is no engine's: each must run out once, not before its time, and
 * not long after it.
 */
final class Deadlines {
    private static final Duration EARLY = Duration.ofSeconds(1);

    private final Map<Key, Began> waits = new LinkedHashMap<>();
    private final Map<Key, List<Instant>> expiries = new HashMap<>();

    /** The number of a wait is unique within its node. */
    private record Key(NodeId node, WaitId number) {}

    private record Began(NodeId node, Instant at, Duration length) {}

    static Deadlines of(RawLog log) {
        Deadlines deadlines = new Deadlines();
        Map<NodeId, NodeStream> streams = new HashMap<>();
        for (RawLog.Decided each : log.nodeEvents()) {
            NodeRecord record = each.record();
            NodeStream before = streams.getOrDefault(record.node(), NodeStream.EMPTY);
            if (before.follows(record)) {
                streams.put(record.node(), before.apply(record));
                Instant at = log.appended().getOrDefault(record.position(), Instant.EPOCH);
                record.events().forEach(event -> deadlines.see(record.node(), event, at));
            }
        }
        return deadlines;
    }

    private void see(NodeId node, NodeEvent event, Instant at) {
        if (event instanceof NodeEvent.WaitStarted started
                && started.waiting().deadlines() instanceof WaitDeadlines.Running running) {
            Duration length = Duration.between(started.waiting().since(), running.earliest());
            waits.put(new Key(node, started.waiting().id()), new Began(node, at, length));
        } else if (event instanceof NodeEvent.WaitExpired expired) {
            expiries.computeIfAbsent(new Key(node, expired.waitId()), _ -> new ArrayList<>())
                    .add(at);
        }
    }

    /** How many waits of these nodes have run out so far. */
    long expired(Predicate<NodeId> nodes) {
        return waits.entrySet().stream()
                .filter(each -> nodes.test(each.getValue().node()) && expiries.containsKey(each.getKey()))
                .count();
    }

    /**
     * @param nodes whose waits must have run out
     * @param late how long after its time a wait may run out
     */
    List<String> breaches(Predicate<NodeId> nodes, Duration late) {
        List<String> breaches = new ArrayList<>();
        waits.forEach((wait, began) -> {
            List<Instant> fired = expiries.getOrDefault(wait, List.of());
            // A reminder for an operator is due in a day: it belongs to no fault run.
            if (!nodes.test(began.node()) || (fired.isEmpty() && began.length().compareTo(Duration.ofHours(1)) > 0)) {
                return;
            }
            if (fired.size() != 1) {
                breaches.add(wait + " ran out " + fired.size() + " times");
                return;
            }
            Duration error = lateness(began, fired.getFirst());
            if (error.compareTo(late) > 0 || error.compareTo(EARLY.negated()) < 0) {
                breaches.add(wait + " of " + began.length() + " ran out " + error + " after its time");
            }
        });
        return breaches;
    }

    private static Duration lateness(Began began, Instant fired) {
        return Duration.between(began.at().plus(began.length()), fired);
    }

    /** Earliest and latest, for a line of the record. */
    String words() {
        List<Duration> errors = waits.entrySet().stream()
                .filter(each -> expiries.containsKey(each.getKey()))
                .map(each ->
                        lateness(each.getValue(), expiries.get(each.getKey()).getFirst()))
                .sorted()
                .toList();
        return errors.isEmpty()
                ? "no wait ran out"
                : errors.size() + " waits ran out, from " + errors.getFirst() + " to " + errors.getLast()
                        + " after their time by the broker's clock";
    }
}
