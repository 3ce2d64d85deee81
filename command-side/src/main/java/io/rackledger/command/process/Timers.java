package io.rackledger.command.process;

import io.rackledger.core.identity.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** When which node is to be looked at. An entry may be out of date: whoever takes it looks at the node's present deadline. */
final class Timers {
    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparing(Entry::node));

    private record Entry(Instant at, NodeId node) {}

    void add(Instant at, NodeId node) {
        queue.add(new Entry(at, node));
    }

    /** Takes all nodes whose time has come. */
    List<NodeId> due(Instant now) {
        List<NodeId> due = new ArrayList<>();
        for (Entry first = queue.peek(); first != null && !first.at().isAfter(now); first = queue.peek()) {
            due.add(queue.remove().node());
        }
        return due;
    }

    Optional<Instant> next() {
        return Optional.ofNullable(queue.peek()).map(Entry::at);
    }

    int size() {
        return queue.size();
    }

    void clear() {
        queue.clear();
    }
}
