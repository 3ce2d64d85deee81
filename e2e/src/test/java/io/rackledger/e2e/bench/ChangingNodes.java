package io.rackledger.e2e.bench;

import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.Protection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Callers with a node each: every virtual thread changes a property of its own node again and again, and waits for the outcome. */
final class ChangingNodes {
    static final Digest HASH = Digest.of("bench".getBytes(StandardCharsets.UTF_8));

    private final Door door;
    private final List<NodeId> nodes = new ArrayList<>();
    private long runs;

    /** Where the commands go. */
    interface Door {
        /** True when it is in the log; anything else is a fault of the benchmark. */
        Future<Boolean> submit(NodeId node, NodeCommand command, CommandId id);
    }

    ChangingNodes(Door door, int callers) throws Exception {
        this.door = door;
        List<Future<Boolean>> enrolled = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            NodeId id = NodeId.of(UUID.randomUUID());
            nodes.add(id);
            enrolled.add(door.submit(id, new NodeCommand.Enroll(id, attributes(id, 0)), new CommandId("bench.0")));
        }
        for (Future<Boolean> each : enrolled) {
            require(each);
        }
    }

    private static void require(Future<Boolean> done) throws Exception {
        if (!done.get(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a command was not carried out");
        }
    }

    Latencies until(long end) throws Exception {
        runs++;
        List<Future<Latencies>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            nodes.forEach(node -> running.add(threads.submit(() -> change(node, end))));
        }
        Latencies all = new Latencies();
        for (Future<Latencies> each : running) {
            all.addAll(each.get(30, TimeUnit.SECONDS));
        }
        return all;
    }

    private Latencies change(NodeId node, long end) throws Exception {
        Latencies latencies = new Latencies();
        for (long count = 1; System.nanoTime() < end; count++) {
            long began = System.nanoTime();
            long number = runs * 1_000_000 + count;
            require(door.submit(
                    node,
                    new NodeCommand.ChangeAttributes(attributes(node, number)),
                    new CommandId("bench." + number)));
            latencies.add(System.nanoTime() - began);
        }
        return latencies;
    }

    private static NodeAttributes attributes(NodeId node, long number) {
        TreeMap<String, String> properties = new TreeMap<>();
        properties.put("slot", "" + number);
        properties.put("rack", "r17");
        return new NodeAttributes(
                "i-" + node.value().substring(0, 23),
                "redfish",
                Optional.empty(),
                "",
                new TreeSet<>(),
                properties,
                "",
                new TreeSet<>(),
                "",
                Protection.NONE,
                Protection.NONE);
    }
}
