package io.rackledger.bmc.console;

import io.rackledger.bmc.driver.Pacing;
import io.rackledger.bmc.inquiry.Told;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the consoles of nodes in this instance's share while an attempt is under way, so that what the machines write stands in their
 * timelines. A console that somebody else has is left to them; one that is lost is tried again now and then.
 */
public final class ConsoleCapture implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleCapture.class);
    private static final Duration TICK = Duration.ofMillis(200);

    private final Consoles consoles;
    private final NodeStates states;
    private final Supplier<Set<Integer>> owned;
    private final ConsolePace pace;
    private final Pacing pacing;
    private final InstantSource clock;
    /** Nodes with an attempt under way, and when each is tried next. */
    private final Map<NodeId, Instant> wanted = new ConcurrentHashMap<>();

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("bmc-capture-", 0).factory());

    /** @param owned the partitions whose nodes are this instance's */
    public ConsoleCapture(
            Consoles consoles,
            NodeStates states,
            Supplier<Set<Integer>> owned,
            ConsolePace pace,
            Pacing pacing,
            InstantSource clock) {
        this.consoles = consoles;
        this.states = states;
        this.owned = owned;
        this.pace = pace;
        this.pacing = pacing;
        this.clock = clock;
    }

    /** Something was asked of the node's power, which may be the beginning of an attempt. */
    public void look(NodeId id) {
        if (pace.capture() && isWanted(id)) {
            wanted.putIfAbsent(id, clock.instant());
        }
    }

    private boolean isWanted(NodeId id) {
        NodeStream stream = states.current(id);
        return stream.state() instanceof Node node
                && node.runningAttempt().isPresent()
                && owned.get().contains(stream.position().partition())
                && consoles.canOpen(node);
    }

    @Override
    public void run() {
        while (pacing.pause(TICK)) {
            try {
                round();
            } catch (RuntimeException e) {
                LOG.error("a round of opening consoles failed; the next one follows", e);
            }
        }
    }

    private void round() {
        Instant now = clock.instant();
        wanted.keySet().removeIf(id -> !isWanted(id));
        wanted.forEach((id, due) -> {
            if (!consoles.isOpen(id) && !now.isBefore(due)) {
                wanted.replace(id, now.plus(pacing.jittered(pace.again())));
                threads.execute(() -> open(id));
            }
        });
    }

    private void open(NodeId id) {
        if (!(states.current(id).state() instanceof Node node)) {
            return;
        }
        switch (consoles.record(node)) {
            case Told.Answer<Long> _ -> {}
            case Told.Trouble<Long>(var kind, var _, String detail) ->
                LOG.info("node {}: its serial console is not recorded for now: {}, {}", id, kind, detail);
            case Told.InUse<Long> _, Told.NoNode<Long> _, Told.NoBmc<Long> _ ->
                LOG.debug("node {}: its BMC has no time for a console now", id);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
