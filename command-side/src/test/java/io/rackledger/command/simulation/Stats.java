package io.rackledger.command.simulation;

import io.rackledger.core.node.ProvisionState;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Counts what runs have come across. */
final class Stats {
    private final long[] counts = new long[Stat.values().length];
    private final Set<ProvisionState> visited = EnumSet.noneOf(ProvisionState.class);
    private long steps;
    private long records;

    void count(Stat stat) {
        counts[stat.ordinal()]++;
    }

    void visit(ProvisionState state) {
        visited.add(state);
    }

    void ran(long moreSteps, long moreRecords) {
        steps += moreSteps;
        records += moreRecords;
    }

    long steps() {
        return steps;
    }

    Set<ProvisionState> visited() {
        return visited;
    }

    long of(Stat stat) {
        return counts[stat.ordinal()];
    }

    void add(Stats other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        visited.addAll(other.visited);
        steps += other.steps;
        records += other.records;
    }

    @Override
    public String toString() {
        Map<Stat, Long> all = new EnumMap<>(Stat.class);
        for (Stat stat : Stat.values()) {
            all.put(stat, of(stat));
        }
        return steps + " steps, " + records + " records, " + visited.size() + " states, " + all;
    }
}
