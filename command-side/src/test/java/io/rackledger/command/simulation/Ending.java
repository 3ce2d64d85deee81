package io.rackledger.command.simulation;

import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.StateKind;
import io.rackledger.core.node.Wait;
import io.rackledger.core.node.WaitDeadlines;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanner;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What must hold when a run is over. */
final class Ending {
    private static final long HOUR = 3_600_000;
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    private final World world;

    Ending(World world) {
        this.world = world;
    }

    /** How long the longest course may take from anywhere: tear-down, then a clean of two hours, with three retries of everything. */
    static long patience(World world) {
        return 4 * HOUR + world.wrongBy();
    }

    /** The log alone tells everything, and every fold of it tells the same. */
    void check() {
        world.truth.nodes().forEach(this::replay);
        Fold whole = new Fold(world.log, world.truth);
        whole.advance(Long.MAX_VALUE);
        world.truth.compare(whole.nodes);
        world.instances.forEach(instance -> instance.life().ifPresent(life -> world.truth.compare(life.fold.nodes)));
    }

    private void replay(NodeId id, NodeTruth truth) {
        NodeStream stream = NodeStream.EMPTY;
        for (NodeRecord record : truth.records()) {
            stream = stream.apply(record);
        }
        Breach.unless(stream.sequence() == truth.records().size(), "sequence is count", id);
        Breach.unless(stream.state().equals(truth.state()), "replay tells the state", id);
    }

    /** All came to rest: nodes, claims, boot plans and process managers. */
    void checkRest() {
        Fold whole = new Fold(world.log, world.truth);
        whole.advance(Long.MAX_VALUE);
        for (Node node : world.truth.living()) {
            StateKind kind = node.state().kind();
            boolean rests = kind == StateKind.STABLE || kind == StateKind.FAILED || kind == StateKind.HOLD;
            Breach.unless(rests, "every node reaches an end state", node);
            deadline(node);
            plans(node, whole);
        }
        claims(whole);
        world.instances.forEach(instance -> Breach.unless(
                instance.life().filter(Life::live).isPresent(), "process managers have caught up", instance));
    }

    /** The last deadline of a wait is not passed over. */
    private void deadline(Node node) {
        Instant longAgo = world.time.instant().minusMillis(HOUR / 2 + world.wrongBy());
        boolean over = node.waiting().map(Wait::deadlines).stream()
                .anyMatch(deadlines ->
                        deadlines instanceof WaitDeadlines.Running(var phase, var _, var _) && phase.isBefore(longAgo));
        Breach.unless(!over, "no deadline is passed over", node);
    }

    private void plans(Node node, Fold whole) {
        long sequence = world.truth.node(node.id()).records().size();
        BootPlan wanted = BootPlanner.of(node, sequence, World.POLICY);
        for (MacAddress mac : node.attributes().ports()) {
            Optional<BootPlan> there = whole.plans.byMac(mac);
            boolean same = there.filter(plan -> plan.node().equals(wanted.node())
                            && plan.kind() == wanted.kind()
                            && plan.attempt().equals(wanted.attempt())
                            && plan.held() == wanted.held())
                    .isPresent();
            Breach.unless(same, "the boot plan is as the node wants it, " + wanted, there);
        }
    }

    private void claims(Fold whole) {
        Map<ClaimKey, NodeId> owners = world.truth.claims().owners();
        owners.forEach((key, owner) -> Breach.unless(
                whole.claims.holder(key, FAR).equals(Optional.of(owner)), "what a node has is claimed", key));
        world.log.claims().forEach(entry -> {
            ClaimKey key = entry.record().key();
            if (!owners.containsKey(key)) {
                Breach.unless(whole.claims.holder(key, FAR).isEmpty(), "what no node has is free", key);
            }
        });
    }
}
