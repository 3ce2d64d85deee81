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
    private final Instant at;
    private final Given given;
    private final Semaphore room = new Semaphore(UNDER_WAY);
    private final List<CompletableFuture<?>> underWay = new ArrayList<>();

    private WaitingNodes(EventLog log, Instant at, Duration bmc) {
        this.log = log;
        this.at = at;
        WaitPolicy usual = WaitPolicy.standard();
        this.given = new Given(
                at,
                new WaitPolicy(
                        bmc,
                        usual.machine(),
                        usual.installed(),
                        usual.progress(),
                        usual.liveness(),
                        usual.operator(),
                        usual.bootBudget()));
    }

    /** Makes so many nodes that wait until {@code due}; returns when all are in the log. */
    static List<NodeId> make(EventLog log, int count, Instant due) throws Exception {
        Instant now = Instant.now();
        WaitingNodes making = new WaitingNodes(log, now, Duration.between(now, due));
        log.nodeStates();
        log.claims();
        log.ready().get(60, TimeUnit.SECONDS);
        List<NodeId> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(making.node());
        }
        CompletableFuture.allOf(making.underWay.toArray(CompletableFuture[]::new))
                .get(90, TimeUnit.SECONDS);
        return made;
    }

    private NodeId node() throws InterruptedException {
        NodeId id = NodeId.of(UUID.randomUUID());
        String name = "w-" + id.value().substring(0, 23);
        room.acquire();
        underWay.add(append(id, 0, new NodeCommand.Enroll(id, attributes(name)))
                .thenCompose(_ -> log.claims().confirm(id, Set.of(ClaimKey.ofName(name), ClaimKey.of(bmc(name))), at))
                .thenCompose(_ -> append(id, 1, new NodeCommand.Act(ProvisionVerb.MANAGE, new VerbArguments.None())))
                .whenComplete((_, _) -> room.release()));
        return id;
    }

    private CompletableFuture<AppendResult> append(NodeId id, long sequence, NodeCommand command) {
        NodeState state = log.nodeStates().current(id).state();
        return switch (NodeDecider.decide(state, command, given)) {
            case Decision.Rejected rejected ->
                CompletableFuture.failedFuture(
                        new IllegalStateException(rejected.refusal().toString()));
            case Decision.Accepted accepted -> {
                CommandId commandId = new CommandId(id + "." + sequence);
                RecordContext context = new RecordContext(commandId, HASH, "operator:bench", "", commandId.value(), "");
                yield log.nodeLog().append(new AppendRequest(id, sequence, at, accepted.events(), context));
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
