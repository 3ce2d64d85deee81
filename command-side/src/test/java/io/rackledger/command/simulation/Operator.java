package io.rackledger.command.simulation;

import io.rackledger.core.boot.Step;
import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.CommandOutcome;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.HoldId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.Hold;
import io.rackledger.core.node.HoldCategory;
import io.rackledger.core.node.HoldScope;
import io.rackledger.core.node.InstanceInfo;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.Protection;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.node.Transitions;
import io.rackledger.core.node.VerbArguments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Operators who do anything at any time, ask again when they got no answer, and sometimes twice at once. */
final class Operator {
    private static final Digest ASKED = Digest.of(new byte[] {1});
    private static final Digest OTHER = Digest.of(new byte[] {2});
    private static final long NO_ANSWER = 15_000;
    private static final int MOST_TRIES = 8;
    /** Longer in all than the last command of before may take with its repeats. */
    private static final int LAST_LOOKS = 4;

    private static final long BETWEEN_LOOKS = 300_000;
    private static final int MOST_NODES = 9;
    static final InstanceInfo IMAGE = new InstanceInfo("web", "debian.raw", Optional.empty(), Optional.empty(), 0);

    private final World world;
    private final Chance chance;
    private int count;

    /** One thing asked for, under one id. */
    private static final class Request {
        private final NodeId node;
        private final NodeCommand command;
        private final CommandId id;
        private boolean answered;

        private Request(NodeId node, NodeCommand command, CommandId id) {
            this.node = node;
            this.command = command;
            this.id = id;
        }

        @Override
        public String toString() {
            return id + " " + command + " of " + node;
        }
    }

    Operator(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
    }

    void work() {
        world.time.in(chance.upTo(2 * world.faults().opera()), "", "", () -> {
            if (world.faults().opera() > 0) {
                act();
                work();
            }
        });
    }

    /** Goes home, and says before that all holds are over; and again of those that were asked for before and came late. */
    void goHome() {
        goHome(LAST_LOOKS);
    }

    private void goHome(int looks) {
        for (Node node : world.truth.living()) {
            for (Hold hold : node.holds()) {
                ask(node.id(), new NodeCommand.ReleaseHold(hold.id(), "operator:ada"));
            }
        }
        if (looks > 1) {
            world.time.in(BETWEEN_LOOKS, "", "", () -> goHome(looks - 1));
        }
    }

    private void act() {
        List<Node> living = world.truth.living();
        if (living.isEmpty() || (chance.in(80) && world.truth.nodes().size() < MOST_NODES)) {
            enroll();
            return;
        }
        Node node = chance.of(living);
        if (chance.in(30) && world.truth.nodes().size() < MOST_NODES) {
            replace(node);
            return;
        }
        if (chance.in(100)) {
            MacAddress mac = chance.of(world.machines).mac;
            ask(chance.of(living).id(), new NodeCommand.AddPort(mac));
            ask(chance.of(living).id(), new NodeCommand.AddPort(mac));
        }
        ask(node.id(), command(node));
    }

    private void enroll() {
        NodeId id = World.nodeId(world.truth.nodes().size() + chance.below(2));
        int machine = chance.below(world.machines.size());
        String name = "n" + chance.below(4);
        ask(id, new NodeCommand.Enroll(id, world.attributes(name, machine)));
        if (chance.in(500)) {
            NodeId rival = World.nodeId(world.truth.nodes().size() + 2);
            ask(rival, new NodeCommand.Enroll(rival, world.attributes(name, machine)));
        }
    }

    /** Takes a node away and enrolls its machine anew. */
    private void replace(Node node) {
        ask(node.id(), new NodeCommand.Delete());
        NodeId next = World.nodeId(world.truth.nodes().size());
        NodeCommand enroll = new NodeCommand.Enroll(
                next,
                node.attributes().withPorts(new TreeSet<>(node.attributes().ports())));
        world.time.in(chance.upTo(2_000), "", "", () -> ask(next, enroll));
    }

    private NodeCommand command(Node node) {
        return switch (chance.below(24)) {
            case 0, 1 -> place(node);
            case 2, 3, 4 -> node.holds().isEmpty() ? place(node) : release(node);
            case 5 -> new NodeCommand.RequestPower(chance.of(PowerAction.values()));
            case 6 -> new NodeCommand.RequestBootDevice(chance.of(BootDevice.values()), chance.in(500));
            case 7 -> new NodeCommand.ObservePower(chance.of(PowerState.values()), world.serviceClock.instant());
            case 8 -> new NodeCommand.AddPort(chance.of(world.machines).mac);
            case 9 -> new NodeCommand.RemovePort(chance.of(world.machines).mac);
            case 10 -> change(node);
            case 11 -> new NodeCommand.Delete();
            case 12 -> verb(ProvisionVerb.ABORT);
            case 13 -> verb(chance.of(ProvisionVerb.values()));
            default -> verb(allowed(node));
        };
    }

    private ProvisionVerb allowed(Node node) {
        List<ProvisionVerb> verbs = new ArrayList<>();
        for (ProvisionVerb each : ProvisionVerb.values()) {
            if (each != ProvisionVerb.ABORT
                    && Transitions.next(node.state(), each.trigger()).isPresent()) {
                verbs.add(each);
            }
        }
        return verbs.isEmpty() ? ProvisionVerb.UNHOLD : chance.of(verbs);
    }

    private NodeCommand place(Node node) {
        HoldId id = new HoldId("h" + count);
        HoldScope scope = chance.of(HoldScope.values());
        return new NodeCommand.PlaceHold(new Hold(
                id,
                "looking at it",
                HoldCategory.INVESTIGATION,
                scope,
                chance.in(600),
                "operator:ada",
                node.stateSince()));
    }

    private NodeCommand release(Node node) {
        return new NodeCommand.ReleaseHold(chance.of(node.holds()).id(), "operator:ada");
    }

    private NodeCommand change(Node node) {
        NodeAttributes old = node.attributes();
        Protection mark = chance.in(200) ? new Protection(true, "ours") : Protection.NONE;
        return new NodeCommand.ChangeAttributes(new NodeAttributes(
                chance.in(500) ? "n" + chance.below(4) : old.name(),
                old.driver(),
                old.bmc(),
                "",
                new TreeSet<>(old.ports()),
                new TreeMap<>(),
                "",
                new TreeSet<>(),
                "",
                chance.in(500) ? mark : Protection.NONE,
                chance.in(200) ? mark : Protection.NONE));
    }

    private NodeCommand verb(ProvisionVerb verb) {
        boolean own = chance.in(700);
        return new NodeCommand.Act(
                verb,
                switch (verb) {
                    case DEPLOY, REBUILD ->
                        new VerbArguments.Deploy(
                                Optional.of(IMAGE), own ? List.of() : List.of(step("hold"), step("write-image")));
                    case CLEAN, PROVIDE, SERVICE ->
                        new VerbArguments.Steps(own ? List.of() : List.of(step("burn-in"), step("hold"), step("wipe")));
                    case INSPECT, RESCUE -> new VerbArguments.Steps(List.of());
                    case MANAGE, UNDEPLOY, UNRESCUE, UNHOLD, ADOPT, ABORT -> new VerbArguments.None();
                });
    }

    private static Step step(String name) {
        return new Step(name, "", Duration.ofMinutes(10), true);
    }

    void ask(NodeId node, NodeCommand command) {
        Request request = new Request(node, command, new CommandId("op-" + count++));
        send(request, 1);
        if (chance.in(world.faults().doubledCommand())) {
            world.time.in(chance.upTo(chance.in(700) ? 50 : 300_000), "", "", () -> send(request, MOST_TRIES));
        }
    }

    private void send(Request request, int tries) {
        Instance instance = chance.of(world.instances);
        instance.life().ifPresent(life -> life.in(chance.upTo(20), "decides", request, () -> decide(life, request)));
        if (tries < MOST_TRIES) {
            world.time.in(NO_ANSWER + chance.upTo(NO_ANSWER), "", "", () -> {
                if (!request.answered) {
                    send(request, tries + 1);
                }
            });
        }
    }

    private void decide(Life life, Request request) {
        Digest hash = chance.in(world.faults().doubledCommand() / 10) ? OTHER : ASKED;
        RecordContext context = new RecordContext(request.id, hash, "operator:ada", "", request.id.value(), "");
        CommandOutcome outcome = life.carryOut(new CommandEnvelope(
                request.node, request.command, life.instance.clock.instant(), Optional.empty(), context));
        request.answered |= !(outcome instanceof CommandOutcome.OutcomeUnknown);
    }
}
