package io.rackledger.launcher.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.Wait;
import io.rackledger.core.node.WaitDeadlines;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the folded nodes by state, and those that wait. One thread counts. */
public final class NodeCensus {
    /** Between two counts; a fleet so large that a count takes long is counted less often, so that it costs one part in a hundred. */
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    private static final int SHARE = 100;

    private final MeterRegistry registry;
    private final Map<ProvisionState, Tally> tallies = new EnumMap<>(ProvisionState.class);
    private long nextAt = Long.MIN_VALUE;

    /** Of one state; written by the census, read by scrapes. */
    private record Tally(AtomicInteger nodes, AtomicInteger running, AtomicInteger paused) {
        Tally() {
            this(new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
        }

        void set(Tally other) {
            nodes.set(other.nodes.get());
            running.set(other.running.get());
            paused.set(other.paused.get());
        }
    }

    /** Registers a gauge for each state, so that a state without nodes reads 0. */
    public NodeCensus(MeterRegistry registry) {
        this.registry = registry;
        for (ProvisionState state : ProvisionState.values()) {
            Tally tally = new Tally();
            tallies.put(state, tally);
            String name = state.wireName();
            registry.gauge("rackledger.nodes", tags(name), tally.nodes());
            registry.gauge("rackledger.waits", tags(name).and("clocks", "running"), tally.running());
            registry.gauge("rackledger.waits", tags(name).and("clocks", "paused"), tally.paused());
        }
    }

    private static Tags tags(String state) {
        return Tags.of("state", state);
    }

    /** Counts when it is time again. */
    public void count(NodeStates states) {
        long begun = registry.config().clock().monotonicTime();
        if (nextAt != Long.MIN_VALUE && begun < nextAt) {
            return;
        }
        Map<ProvisionState, Tally> counted = new EnumMap<>(ProvisionState.class);
        for (Iterator<Node> nodes = states.living().iterator(); nodes.hasNext(); ) {
            add(counted, nodes.next());
        }
        tallies.forEach((state, tally) -> tally.set(counted.getOrDefault(state, new Tally())));
        long ended = registry.config().clock().monotonicTime();
        nextAt = ended + Math.max(SHORTEST.toNanos(), (ended - begun) * SHARE);
    }

    private static void add(Map<ProvisionState, Tally> counted, Node node) {
        Tally tally = counted.computeIfAbsent(node.state(), _ -> new Tally());
        tally.nodes().incrementAndGet();
        node.waiting().map(Wait::deadlines).ifPresent(deadlines -> {
            switch (deadlines) {
                case WaitDeadlines.Running _ -> tally.running().incrementAndGet();
                case WaitDeadlines.Paused _ -> tally.paused().incrementAndGet();
            }
        });
    }
}
