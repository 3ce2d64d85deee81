package io.rackledger.command.process;

import io.rackledger.core.identity.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * When which node is to be looked at, each time of a node once however often it is named. An entry may be out of date: whoever takes it looks at
 * the node's present deadline.
 */
final class Timers {
    private final NavigableSet<Entry> entries =
            new TreeSet<>(Comparator.comparing(Entry::at).thenComparing(Entry::node));

    private record Entry(Instant at, NodeId node) {}

    void add(Instant at, NodeId node) {
        entries.add(new Entry(at, node));
    }

    /** Takes all nodes whose time has come. */
    List<NodeId> due(Instant now) {
        List<NodeId> due = new ArrayList<>();
        while (!entries.isEmpty() && !entries.first().at().isAfter(now)) {
            due.add(entries.removeFirst().node());
        }
        return due;
    }

    Optional<Instant> next() {
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.first().at());
    }

    int size() {
        return entries.size();
    }

    void clear() {
        entries.clear();
    }
}
