package io.rackledger.bmc.effector;

import io.rackledger.bmc.power.PowerProgress;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.identity.TraceParent;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.PowerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs the works of the nodes in this instance's share: those of one BMC one after the other, at most so many BMCs at a time, each work on
 * a virtual thread of its own. A work whose node goes to another instance ends before its next act. Thread-safe.
 */
public final class PowerWorks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PowerWorks.class);
    private static final Duration TO_END = Duration.ofSeconds(5);

    private final NodeStates states;
    private final PowerWorker worker;
    private final BmcLanes lanes;
    private final Semaphore permits;
    private final Set<Work.Key> underWay = ConcurrentHashMap.newKeySet();
    private volatile Set<Integer> owned = Set.of();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("bmc-work-", 0).factory());

    public PowerWorks(NodeStates states, PowerWorker worker, BmcLanes lanes, int parallelism) {
        this.states = states;
        this.worker = worker;
        this.lanes = lanes;
        this.permits = new Semaphore(parallelism, true);
    }

    /** From now on only nodes in these partitions are acted on. */
    void own(Set<Integer> partitions) {
        owned = Set.copyOf(partitions);
    }

    /** From now on nothing is acted on: the works end before their next act. */
    public void letGo() {
        own(Set.of());
    }

    /** The partitions whose nodes are this instance's. */
    public Set<Integer> owned() {
        return owned;
    }

    /** Takes up a request that was found in the fold; an earlier process may have begun it. */
    void takeUp(NodeId id, PowerProgress earlier) {
        take(id, Optional.empty(), true, earlier, Optional.empty());
    }

    /** Takes up a request that has just been asked for, if the fold says that the node still waits for it. */
    void take(NodeId id, PowerRequestId asked, Optional<TraceParent> trace) {
        take(id, Optional.of(asked), false, PowerProgress.NONE, trace);
    }

    /** What is done is what the fold says, not what a record says: a void record may carry the number of another request. */
    private void take(
            NodeId id,
            Optional<PowerRequestId> asked,
            boolean takenUp,
            PowerProgress earlier,
            Optional<TraceParent> trace) {
        NodeStream stream = states.current(id);
        if (!(stream.state() instanceof Node node)) {
            return;
        }
        Optional<PowerRequest> pending = node.pendingPower()
                .filter(request -> asked.isEmpty() || asked.get().equals(request.id()));
        if (pending.isEmpty()) {
            return;
        }
        Instant requestedAt = node.bmc().askedAt().orElse(node.stateSince());
        Work work = new Work(node, stream.position().partition(), pending.get(), requestedAt, takenUp, earlier, trace);
        if (underWay.add(work.key())) {
            threads.execute(() -> run(work));
        }
    }

    private void run(Work work) {
        boolean again = false;
        try (MDC.MDCCloseable _ =
                MDC.putCloseable("trace", work.trace().map(TraceParent::traceId).orElse(""))) {
            boolean done = lanes.inTurn(work.node(), permits, () -> worker.carryOut(work, () -> isWanted(work)));
            again = !done;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The wait of the node expires in its time and tells that nothing came.
            LOG.error(
                    "node {} power request {} ended in a fault of bmc-adapter",
                    work.node().id(),
                    work.request().id(),
                    e);
        } finally {
            underWay.remove(work.key());
        }
        // Lost to another instance and won again while it ended: whoever gave it back found it under way and passed it
        // by.
        if (again && !threads.isShutdown() && isWanted(work)) {
            takeUp(work.node().id(), work.earlier());
        }
    }

    private boolean isWanted(Work work) {
        return owned.contains(work.partition())
                && states.current(work.node().id()).state() instanceof Node node
                && node.pendingPower()
                        .map(PowerRequest::id)
                        .filter(work.request().id()::equals)
                        .isPresent();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("some power works did not end within {}; they are taken up again at the next start", TO_END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
