package io.rackledger.bmc.event;

import io.rackledger.bmc.driver.Drivers;
import io.rackledger.bmc.driver.Pacing;
import io.rackledger.bmc.effector.Accounts;
import io.rackledger.bmc.effector.BmcLanes;
import io.rackledger.bmc.redfish.RedfishDriver;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a subscription at the BMC of each node with driver {@code redfish} in this instance's share. One thread of its own keeps the times; a
 * visit takes a virtual one, and its turn at the BMC. Closing ends no subscription: the next start finds them again.
 */
public final class Subscriptions implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final Duration TURN = Duration.ofSeconds(30);
    private static final Duration TO_END = Duration.ofSeconds(5);

    /** BMCs visited at a time: a fleet of 10,000 is through in some minutes. */
    private static final int PARALLELISM = 32;

    private final NodeStates states;
    private final Supplier<Set<Integer>> owned;
    private final BmcLanes lanes;
    private final Accounts accounts;
    private final Subscriber subscriber;
    private final Pacing pacing;
    private final InstantSource clock;
    private final Map<NodeId, Subscribed> kept = new HashMap<>();
    private final Semaphore permits = new Semaphore(PARALLELISM);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("bmc-subscription-", 0).factory());

    /** @param owned the partitions whose nodes are this instance's */
    public Subscriptions(
            EventSettings settings,
            NodeStates states,
            Supplier<Set<Integer>> owned,
            BmcLanes lanes,
            Drivers drivers,
            Accounts accounts,
            Pacing pacing,
            InstantSource clock) {
        this.states = states;
        this.owned = owned;
        this.lanes = lanes;
        this.accounts = accounts;
        this.subscriber = new Subscriber(settings, drivers, accounts, clock);
        this.pacing = pacing;
        this.clock = clock;
    }

    @Override
    public void run() {
        while (pacing.pause(ROUND)) {
            try {
                round();
            } catch (RuntimeException e) {
                LOG.error("a round of looking at subscriptions failed; the next one follows", e);
            }
        }
    }

    private void round() {
        Instant now = clock.instant();
        Set<Integer> share = owned.get();
        letGo(share);
        for (NodeId id : states.known(share)) {
            node(id).ifPresent(node -> {
                Optional<BmcAddress> address = address(node);
                if (address.isPresent()) {
                    attend(node, kept.computeIfAbsent(id, _ -> new Subscribed(node, address.get(), now)), now);
                }
            });
        }
    }

    /**
     * What a BMC should tell us no longer is ended: that of a node that is gone, or has another BMC. A node of another instance's share is but
     * forgotten: what is to be done at its BMC is that instance's to do.
     */
    private void letGo(Set<Integer> share) {
        for (Iterator<Subscribed> all = kept.values().iterator(); all.hasNext(); ) {
            Subscribed each = all.next();
            NodeId id = each.node.id();
            boolean another = !node(id).flatMap(Subscriptions::address).equals(Optional.of(each.address));
            if (!share.contains(states.current(id).position().partition())) {
                all.remove();
            } else if (another) {
                all.remove();
                threads.execute(() -> end(each));
            }
        }
    }

    private Optional<Node> node(NodeId id) {
        return states.current(id).state() instanceof Node node ? Optional.of(node) : Optional.empty();
    }

    private static Optional<BmcAddress> address(Node node) {
        return node.attributes().driver().equals(RedfishDriver.NAME)
                ? node.attributes().bmc()
                : Optional.empty();
    }

    private void attend(Node node, Subscribed known, Instant now) {
        boolean faulty = node.bmc().fault().isPresent();
        if (known.isDue(now, faulty, () -> accounts.version(node.id())) && permits.tryAcquire()) {
            known.begin();
            threads.execute(() -> visit(node, known));
        }
    }

    private void visit(Node node, Subscribed known) {
        Duration next = ROUND;
        try {
            next = lanes.ifFree(node, () -> subscriber.attend(node, known)).orElse(ROUND);
        } catch (RuntimeException e) {
            LOG.error("the subscription of node {} ended in a fault of bmc-adapter", node.id(), e);
        } finally {
            permits.release();
            known.end(clock.instant().plus(pacing.jittered(next)));
        }
    }

    private void end(Subscribed each) {
        try {
            if (lanes.within(each.node, TURN, () -> subscriber.end(each)).isEmpty()) {
                LOG.info("node {}: its subscription is left behind, as its BMC was in use", each.node.id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("ending the subscription of node {} ended in a fault of bmc-adapter", each.node.id(), e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("some visits for subscriptions did not end within {}", TO_END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
