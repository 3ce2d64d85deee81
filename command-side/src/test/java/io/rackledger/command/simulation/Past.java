package io.rackledger.command.simulation;

import static io.rackledger.command.handling.ClaimChange.keysOf;

import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.Decision;
import io.rackledger.core.node.Given;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeDecider;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.node.StateKind;
import io.rackledger.core.node.VerbArguments;
import io.rackledger.eventlog.claims.ClaimChange;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What went well before the run begins, so that runs begin in all places of a node's life. */
final class Past {
    private static final Digest ASKED = Digest.of(new byte[] {3});
    private static final SignalId SEEN = SignalId.ofParts(List.of("past"));
    private static final List<ProvisionVerb> WAY = List.of(
            ProvisionVerb.MANAGE,
            ProvisionVerb.PROVIDE,
            ProvisionVerb.DEPLOY,
            ProvisionVerb.RESCUE,
            ProvisionVerb.UNRESCUE,
            ProvisionVerb.SERVICE);

    private final World world;
    private final Chance chance;
    private int count;

    Past(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
    }

    void write() {
        for (int machine = 0; machine < world.machines.size(); machine++) {
            NodeId id = World.nodeId(machine);
            decide(id, new NodeCommand.Enroll(id, world.attributes("n" + machine, machine)));
            for (ClaimKey key : keysOf(world.truth.state(id))) {
                world.log.claim(key, 1, new ClaimChange.Confirmed(id, world.time.instant(), Optional.empty()));
            }
            int far = chance.below(WAY.size() + 1);
            WAY.subList(0, far).forEach(verb -> live(id, verb));
            Node node = (Node) world.truth.state(id);
            int its = machine;
            node.deployedBy().ifPresent(attempt -> world.machines.get(its).has(id, attempt));
        }
    }

    private void live(NodeId id, ProvisionVerb verb) {
        decide(
                id,
                new NodeCommand.Act(
                        verb,
                        verb == ProvisionVerb.DEPLOY
                                ? new VerbArguments.Deploy(Optional.of(Operator.IMAGE), List.of())
                                : new VerbArguments.None()));
        Node node = (Node) world.truth.state(id);
        while (node.state().kind() != StateKind.STABLE) {
            decide(id, next(node));
            node = (Node) world.truth.state(id);
        }
    }

    private NodeCommand next(Node node) {
        if (node.state().kind() == StateKind.ACTIVE) {
            return new NodeCommand.ReportPower(
                    node.pendingPower().orElseThrow().id(),
                    new PowerOutcome.Confirmed(PowerState.ON),
                    "bmc",
                    SEEN,
                    world.time.instant());
        }
        node.runningAttempt().ifPresent(attempt -> {
            world.truth.machineDone(attempt.id(), false);
            world.truth.machineDone(attempt.id(), true);
        });
        return new NodeCommand.ReportDone(node.waiting().orElseThrow().id(), new TreeMap<>());
    }

    private void decide(NodeId id, NodeCommand command) {
        Decision decision =
                NodeDecider.decide(world.truth.state(id), command, new Given(world.time.instant(), World.POLICY));
        if (!(decision instanceof Decision.Accepted(var events))) {
            throw new AssertionError(command + " was refused: " + decision);
        }
        CommandId its = new CommandId("past-" + count++);
        world.log.append(new AppendRequest(
                id,
                world.truth.node(id).records().size(),
                world.time.instant(),
                events,
                new RecordContext(its, ASKED, "operator:ada", "", "", "")));
    }
}
