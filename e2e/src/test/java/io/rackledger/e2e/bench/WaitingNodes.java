package io.rackledger.e2e.bench;

import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Decision;
import io.rackledger.core.node.Given;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeDecider;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.Protection;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.node.VerbArguments;
import io.rackledger.core.node.WaitPolicy;
import io.rackledger.eventlog.EventLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Nodes of which each waits for its BMC, all until the same instant: decided as commands are, and put into the log from here. */
final class WaitingNodes {
    private static final int UNDER_WAY = 2_000;
    private static final Digest HASH = Digest.of("bench".getBytes(StandardCharsets.UTF_8));

    private final EventLog log;
    private final Semaphore room = new Semaphore(UNDER_WAY);
    private final List<NodeId> enrolled = new ArrayList<>();
    private final Duration enrolling;

    private WaitingNodes(EventLog log, int count) throws Exception {
        this.log = log;
        log.nodeStates();
        log.claims();
        log.ready().get(60, TimeUnit.SECONDS);
        long began = System.nanoTime();
        Given given = new Given(Instant.now(), WaitPolicy.standard());
        List<CompletableFuture<?>> underWay = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            NodeId id = NodeId.of(UUID.randomUUID());
            enrolled.add(id);
            room.acquire();
            underWay.add(enroll(id, given).whenComplete((_, _) -> room.release()));
        }
        all(underWay);
        enrolling = Duration.ofNanos(System.nanoTime() - began);
    }

    /** Enrolls so many nodes; returns when all are in the log. */
    static WaitingNodes enrolled(EventLog log, int count) throws Exception {
        return new WaitingNodes(log, count);
    }

    /** How long it took to enroll them: to let them wait takes less. */
    Duration enrolling() {
        return enrolling;
    }

    /** Lets all of them wait until {@code due}; returns when all do. */
    List<NodeId> await(Instant due) throws Exception {
        Instant now = Instant.now();
        WaitPolicy usual = WaitPolicy.standard();
        Given given = new Given(
                now,
                new WaitPolicy(
                        Duration.between(now, due),
                        usual.machine(),
                        usual.installed(),
                        usual.progress(),
                        usual.liveness(),
                        usual.operator(),
                        usual.bootBudget()));
        List<CompletableFuture<?>> underWay = new ArrayList<>();
        for (NodeId id : enrolled) {
            room.acquire();
            NodeCommand manage = new NodeCommand.Act(ProvisionVerb.MANAGE, new VerbArguments.None());
            underWay.add(append(id, 1, manage, given).whenComplete((_, _) -> room.release()));
        }
        all(underWay);
        return List.copyOf(enrolled);
    }

    private static void all(List<CompletableFuture<?>> underWay) throws Exception {
        CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new)).get(90, TimeUnit.SECONDS);
    }

    private CompletableFuture<?> enroll(NodeId id, Given given) {
        String name = "w-" + id.value().substring(0, 23);
        Set<ClaimKey> keys = Set.of(ClaimKey.ofName(name), ClaimKey.of(bmc(name)));
        return append(id, 0, new NodeCommand.Enroll(id, attributes(name)), given)
                .thenCompose(_ -> log.claims().confirm(id, keys, given.at()));
    }

    private CompletableFuture<AppendResult> append(NodeId id, long sequence, NodeCommand command, Given given) {
        NodeState state = log.nodeStates().current(id).state();
        return switch (NodeDecider.decide(state, command, given)) {
            case Decision.Rejected rejected ->
                CompletableFuture.failedFuture(
                        new IllegalStateException(rejected.refusal().toString()));
            case Decision.Accepted accepted -> {
                CommandId commandId = new CommandId(id + "." + sequence);
                RecordContext context = new RecordContext(commandId, HASH, "operator:bench", "", commandId.value(), "");
                yield log.nodeLog().append(new AppendRequest(id, sequence, given.at(), accepted.events(), context));
            }
        };
    }

    private static NodeAttributes attributes(String name) {
        return new NodeAttributes(
                name,
                "redfish",
                Optional.of(bmc(name)),
                "",
                new TreeSet<>(),
                new TreeMap<>(),
                "",
                new TreeSet<>(),
                "",
                Protection.NONE,
                Protection.NONE);
    }

    private static BmcAddress bmc(String name) {
        return new BmcAddress("redfish+http://10.1.0.1:8000/redfish/v1/Systems/" + name);
    }
}
