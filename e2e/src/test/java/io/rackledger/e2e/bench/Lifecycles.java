package io.rackledger.e2e.bench;

import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.ProvisionState;
import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/** Nodes that go through their lifecycle again and again; clients take whichever node is ready for its next verb. */
final class Lifecycles implements AutoCloseable {
    private final Map<NodeId, NodeLife> lives = new ConcurrentHashMap<>();
    private final Queue<NodeLife> ready = new ConcurrentLinkedQueue<>();
    private final AtomicReference<String> fault = new AtomicReference<>("");
    private final FakeHardware hardware;
    private final HttpLoad load;
    private Latencies verbs = new Latencies();
    private Latencies whole = new Latencies();

    Lifecycles(BenchLog log, ServingEngine engine, int nodes, int clients) throws IOException {
        for (int number = 0; number < nodes; number++) {
            NodeLife life = new NodeLife(number);
            lives.put(life.id(), life);
            ready.add(life);
        }
        hardware = new FakeHardware(log.log(), this::moved);
        load = new HttpLoad(engine.api(), clients, _ -> new Client());
    }

    /** On the thread of the hardware. */
    private void moved(NodeId node, ProvisionState state) {
        NodeLife life = lives.get(node);
        if (life != null) {
            if (state.kind().equals(ProvisionState.DEPLOY_FAILED.kind()) || state == ProvisionState.ERROR) {
                fault.set(life + " is in state " + state.wireName());
            }
            if (life.reached(state)) {
                goOn(life);
            }
        }
    }

    /** A node has done what its verb asked for, and the verb has its answer. */
    private void goOn(NodeLife life) {
        ready.add(life);
        load.wakeup();
    }

    /** Lets lifecycles go on for some time; the durations of those that ended meanwhile, and of the answers to their verbs. */
    Latencies until(long end) throws IOException {
        load.run(() -> System.nanoTime() < end);
        if (!fault.get().isEmpty()) {
            throw new IllegalStateException(fault.get());
        }
        Latencies ended = whole;
        whole = new Latencies();
        return ended;
    }

    /** The latencies of all verbs since the last call. */
    Latencies takeVerbs() {
        Latencies taken = verbs;
        verbs = new Latencies();
        return taken;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        hardware.close();
        load.close();
    }

    private final class Client implements HttpLoad.Caller {
        private NodeLife current = NodeLife.NOBODY;

        @Override
        public byte[] next() {
            NodeLife next = ready.poll();
            if (next == null) {
                return new byte[0];
            }
            current = next;
            next.ended().ifPresent(whole::add);
            return next.request();
        }

        @Override
        public void answered(int status, String answer, long nanos) {
            if (status >= 300) {
                throw new IllegalStateException(current + " was answered with " + answer);
            }
            if (!current.enrolling()) {
                verbs.add(nanos);
            }
            if (current.answered()) {
                goOn(current);
            }
        }
    }
}
