package io.rackledger.bmc.observer;

import io.rackledger.bmc.driver.Drivers;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.Pacing;
import io.rackledger.bmc.effector.Accounts;
import io.rackledger.bmc.effector.BmcLanes;
import io.rackledger.bmc.effector.BmcSignals;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the power of every node in this instance's share, each at its own time, so many at once and never more. A node at which the
 * effector is at work, or that it has just looked at, is passed by. One thread of its own keeps the times; a look takes a virtual one.
 */
public final class PowerObserver implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PowerObserver.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration NEW_NODES = Duration.ofSeconds(2);
    private static final Duration TO_END = Duration.ofSeconds(5);

    private final NodeStates states;
    private final Supplier<Set<Integer>> owned;
    private final BmcLanes lanes;
    private final Accounts accounts;
    private final PowerLook look;
    private final ObserverPace pace;
    private final Pacing pacing;
    private final Clock clock;
    private final Semaphore permits;
    private final Map<NodeId, Watched> watched = new HashMap<>();
    private final PriorityQueue<Entry> queue = new PriorityQueue<>(Comparator.comparing(Entry::at));
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("bmc-look-", 0).factory());
    private final Set<NodeId> news = ConcurrentHashMap.newKeySet();
    private Instant newNodesAt = Instant.MIN;

    /** When a node is to be looked at; one that does not agree with the node's own time is void. */
    private record Entry(Watched watched, Instant at) {}

    /** @param owned the partitions whose nodes are this instance's */
    public PowerObserver(
            NodeStates states,
            Supplier<Set<Integer>> owned,
            BmcLanes lanes,
            Drivers drivers,
            Accounts accounts,
            BmcSignals signals,
            ObserverPace pace,
            Pacing pacing,
            Clock clock) {
        this.states = states;
        this.owned = owned;
        this.lanes = lanes;
        this.accounts = accounts;
        this.look = new PowerLook(drivers, accounts, states, signals, pace, pacing, clock);
        this.pace = pace;
        this.pacing = pacing;
        this.clock = clock;
        this.permits = new Semaphore(pace.parallelism());
    }

    @Override
    public void run() {
        while (pacing.pause(TICK)) {
            try {
                round();
            } catch (RuntimeException e) {
                LOG.error("a round of looking at the nodes' power failed; the next one follows", e);
            }
        }
    }

    /** Somebody says that the node's power may have changed: it is looked at soon, and once however often that is said until then. */
    public void lookSoon(NodeId node) {
        news.add(node);
    }

    private void round() {
        Instant now = clock.instant();
        boolean unknown = news.stream().anyMatch(id -> !watched.containsKey(id));
        if (unknown || !now.isBefore(newNodesAt)) {
            learnNodes(now);
            newNodesAt = now.plus(NEW_NODES);
        }
        followNews(now);
        ArrayDeque<Entry> later = new ArrayDeque<>();
        while (!queue.isEmpty() && !now.isBefore(queue.peek().at())) {
            Entry entry = queue.remove();
            Watched node = entry.watched();
            if (watched.get(node.node) != node) {
                continue;
            }
            if (!node.isDue(now)) {
                later.add(new Entry(node, node.due().isAfter(now) ? node.due() : now.plus(TICK)));
            } else if (permits.tryAcquire()) {
                begin(node, false);
                later.add(new Entry(node, now.plus(pace.beforeNextTry())));
            } else {
                queue.add(entry);
                break;
            }
        }
        queue.addAll(later);
    }

    /** New nodes come at a moment of their own within the first interval, so that they are not asked in step. */
    private void learnNodes(Instant now) {
        Set<NodeId> present = new HashSet<>(states.known(owned.get()));
        watched.keySet().retainAll(present);
        for (NodeId id : present) {
            if (!watched.containsKey(id)) {
                long spread = Math.floorMod(
                        id.hashCode() * 0x9E3779B97F4A7C15L, pace.interval().toMillis());
                Watched node = new Watched(id, now.plusMillis(spread));
                watched.put(id, node);
                queue.add(new Entry(node, node.due()));
            }
        }
    }

    /** A node at which a look is under way is looked at once more after it: that one may have come too early. */
    private void followNews(Instant now) {
        for (NodeId id : news) {
            Watched node = watched.get(id);
            if (node == null) {
                // Of another instance's share, which looks at it in its own time.
                news.remove(id);
            } else if (node.isRested(now)) {
                if (!permits.tryAcquire()) {
                    return;
                }
                news.remove(id);
                begin(node, true);
            }
        }
    }

    /** @param told whether somebody has told of a change */
    private void begin(Watched node, boolean told) {
        node.begin();
        threads.execute(() -> {
            Duration next = pace.interval();
            try {
                next = attend(node, told);
            } catch (RuntimeException e) {
                LOG.error("looking at the power of node {} ended in a fault of bmc-adapter", node.node, e);
            } finally {
                permits.release();
                Instant now = clock.instant();
                node.end(now.plus(pacing.jittered(next)), now.plus(pace.betweenNews()));
            }
        });
    }

    private Duration attend(Watched node, boolean told) {
        NodeStream stream = states.current(node.node);
        if (!(stream.state() instanceof Node living)
                || !owned.get().contains(stream.position().partition())) {
            return pace.interval();
        }
        Optional<BmcAddress> bmc = living.attributes().bmc();
        if (bmc.isEmpty() || living.pendingPower().isPresent() || mustRest(living, node)) {
            return pace.interval();
        }
        Duration old = Duration.between(stream.traces().powerKnownAt(), clock.instant());
        boolean fresh = old.compareTo(pace.interval().dividedBy(2)) < 0;
        if (!told
                && fresh
                && living.bmc().fault().isEmpty()
                && living.bmc().identity().isPresent()) {
            return pace.interval();
        }
        Optional<Duration> next = lanes.ifFree(living, () -> look.look(living, bmc.get(), node));
        if (told && next.isEmpty()) {
            news.add(node.node);
        }
        return next.orElse(pace.beforeNextTry());
    }

    /** An account that was refused is not tried again until it is another one: accounts lock themselves. */
    private boolean mustRest(Node node, Watched known) {
        boolean refused = node.bmc()
                .fault()
                .flatMap(FailureKind::of)
                .filter(FailureKind::isOfTheAccount)
                .isPresent();
        return refused && known.isRefused(accounts.version(node.id()));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("some looks at BMCs did not end within {}", TO_END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
