package io.rackledger.bmc.effector;

import io.rackledger.core.door.NodeStates;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.TraceParent;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeEvent.PowerActionRequested;
import io.rackledger.core.node.PowerRequest;
import java.time.Duration;
import java.util.Map;
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
 * Runs the works: those of one BMC one after the other, at most so many BMCs at a time, each work on a virtual thread of its own.
 * Thread-safe.
 */
public final class PowerWorks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PowerWorks.class);
    private static final Duration TO_END = Duration.ofSeconds(5);

    private final NodeStates states;
    private final PowerWorker worker;
    private final Semaphore permits;
    private final Map<String, Semaphore> lanes = new ConcurrentHashMap<>();
    private final Set<Work.Key> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("bmc-work-", 0).factory());

    public PowerWorks(NodeStates states, PowerWorker worker, int parallelism) {
        this.states = states;
        this.worker = worker;
        this.permits = new Semaphore(parallelism, true);
    }

    /**
     * Takes the request up if the fold says that the node still waits for it. What is done is what the fold says, not what this record
     * says: a void record may carry the number of another request.
     */
    void take(NodeId id, PowerActionRequested asked, boolean takenUp, Optional<TraceParent> trace) {
        Optional<Work> work = living(id)
                .flatMap(node -> node.pendingPower()
                        .filter(pending -> pending.id().equals(asked.request().id()))
                        .map(pending -> new Work(node, pending, asked.at(), takenUp, trace)));
        work.filter(w -> underWay.add(w.key())).ifPresent(w -> threads.execute(() -> run(w)));
    }

    private void run(Work work) {
        Semaphore lane = lanes.computeIfAbsent(lane(work.node()), _ -> new Semaphore(1, true));
        try (MDC.MDCCloseable _ =
                MDC.putCloseable("trace", work.trace().map(TraceParent::traceId).orElse(""))) {
            lane.acquire();
            try {
                permits.acquire();
                try {
                    worker.carryOut(work, () -> isWanted(work));
                } finally {
                    permits.release();
                }
            } finally {
                lane.release();
            }
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
    }

    private boolean isWanted(Work work) {
        return living(work.node().id())
                .flatMap(Node::pendingPower)
                .map(PowerRequest::id)
                .filter(work.request().id()::equals)
                .isPresent();
    }

    private Optional<Node> living(NodeId id) {
        return states.current(id).state() instanceof Node node ? Optional.of(node) : Optional.empty();
    }

    /** Nodes without a BMC share nothing with anyone. */
    private static String lane(Node node) {
        return node.attributes().bmc().map(BmcAddress::authority).orElse("node " + node.id());
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
