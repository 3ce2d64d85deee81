package io.rackledger.eventlog;

import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Link;
import io.rackledger.core.boot.Step;
import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.HoldId;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.Decision;
import io.rackledger.core.node.Given;
import io.rackledger.core.node.Hold;
import io.rackledger.core.node.HoldCategory;
import io.rackledger.core.node.HoldScope;
import io.rackledger.core.node.InstanceInfo;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeDecider;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.Protection;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.node.VerbArguments;
import io.rackledger.core.node.WaitClock;
import io.rackledger.core.node.WaitDeadlines;
import io.rackledger.core.node.WaitPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** A node led through its life by chance, by commands that the decider accepts; the same for the same seed. */
public final class NodeWalk {
    private static final WaitPolicy POLICY = WaitPolicy.standard();
    private static final int TRIES = 200;

    public final NodeId id;
    private final SplittableRandom random;
    private final String name;
    private final List<AppendRequest> requests = new ArrayList<>();
    private final List<NodeStream> streams = new ArrayList<>();
    private NodeStream stream = NodeStream.EMPTY;
    private Instant now = LogFixture.AT;

    public NodeWalk(long seed) {
        this.random = new SplittableRandom(seed);
        this.id = NodeId.of(UUID.nameUUIDFromBytes(("walk" + seed).getBytes(StandardCharsets.UTF_8)));
        this.name = "walk-" + seed;
        MacAddress mac = new MacAddress(
                "52:54:%02x:%02x:%02x:%02x".formatted(seed >> 24 & 255, seed >> 16 & 255, seed >> 8 & 255, seed & 255));
        take(new NodeCommand.Enroll(id, attributes(name, mac)), "operator:ada");
    }

    /** So many steps, or as many as the node lives. */
    public NodeWalk steps(int count) {
        for (int step = 0; step < count && stream.state() instanceof Node node; step++) {
            boolean taken = false;
            for (int tries = 0; !taken && tries < TRIES; tries++) {
                now = now.plusMillis(random.nextInt(1, 5_000));
                boolean engine = node.waiting().isPresent() && random.nextInt(4) > 0;
                taken = take(engine ? report(node) : order(node), engine ? "engine:provisioning" : "operator:ada");
            }
        }
        return this;
    }

    /** The records of its life as they are to be appended. */
    public List<AppendRequest> requests() {
        return List.copyOf(requests);
    }

    /** The stream after each record, folded at invented places. */
    public List<NodeStream> streams() {
        return List.copyOf(streams);
    }

    private boolean take(NodeCommand command, String actor) {
        Decision decision = NodeDecider.decide(stream.state(), command, new Given(now, POLICY));
        if (!(decision instanceof Decision.Accepted(List<NodeEvent> events)) || events.isEmpty()) {
            return false;
        }
        long sequence = stream.sequence();
        CommandId commandId = new CommandId(
                actor.startsWith("engine")
                        ? "engine." + id + ".crumb." + sequence
                        : new UUID(random.nextLong(), random.nextLong()).toString());
        Digest hash = Digest.of(commandId.value().getBytes(StandardCharsets.UTF_8));
        RecordContext context = new RecordContext(commandId, hash, actor, "", commandId.value(), "");
        requests.add(new AppendRequest(id, sequence, now, events, context));
        LogPosition position = new LogPosition(3, sequence * 7);
        stream = stream.apply(new NodeRecord(id, sequence + 1, position, now, context, events));
        streams.add(stream);
        return true;
    }

    private NodeCommand report(Node node) {
        var waiting = node.waiting().orElseThrow();
        return switch (random.nextInt(8)) {
            case 0 -> new NodeCommand.ReportFailure(waiting.id(), finding());
            case 1 -> new NodeCommand.PauseForOperator(waiting.id(), crumb());
            case 2 -> expiry(node);
            case 3, 4 ->
                new NodeCommand.ReportDone(
                        waiting.id(), new TreeMap<>(Map.of("cpus", "" + random.nextInt(4, 64), "memory_mb", "16384")));
            case 5, 6 ->
                node.pendingPower()
                        .<NodeCommand>map(pending ->
                                new NodeCommand.ReportPower(pending.id(), outcome(), "10.0.0.5:8000", signal(), now))
                        .orElseGet(() -> new NodeCommand.ReportCrumb(waiting.id(), crumb()));
            default -> new NodeCommand.ReportCrumb(waiting.id(), crumb());
        };
    }

    private NodeCommand expiry(Node node) {
        var waiting = node.waiting().orElseThrow();
        if (waiting.deadlines() instanceof WaitDeadlines.Running running) {
            Instant due = running.of(WaitClock.PHASE);
            now = due.isAfter(now) ? due : now;
            return new NodeCommand.ExpireWait(waiting.id(), WaitClock.PHASE, due, finding());
        }
        return new NodeCommand.ReleaseHold(new HoldId("h1"), "operator:ada");
    }

    private NodeCommand order(Node node) {
        ProvisionVerb[] verbs = ProvisionVerb.values();
        return switch (random.nextInt(16)) {
            case 0 ->
                random.nextInt(40) == 0 ? new NodeCommand.Delete() : new NodeCommand.RequestPower(PowerAction.OFF);
            case 1 -> new NodeCommand.AddPort(mac());
            case 2 ->
                new NodeCommand.RemovePort(
                        node.attributes().ports().isEmpty()
                                ? mac()
                                : node.attributes().ports().first());
            case 3 ->
                new NodeCommand.ChangeAttributes(attributes(
                                name + random.nextInt(3),
                                node.attributes().ports().toArray(MacAddress[]::new))
                        .withProperties(Map.of("note", "G\u00fcnther \u201c" + random.nextInt(9) + "\u201d")));
            case 4 -> new NodeCommand.PlaceHold(hold());
            case 5 -> new NodeCommand.ReleaseHold(new HoldId("h" + random.nextInt(2)), "operator:ada");
            case 6 -> new NodeCommand.ObservePower(random.nextBoolean() ? PowerState.ON : PowerState.OFF, now);
            default -> act(verbs[random.nextInt(verbs.length)]);
        };
    }

    private NodeCommand act(ProvisionVerb verb) {
        List<Step> steps = random.nextBoolean()
                ? List.of()
                : List.of(new Step("burn-in", "#!/bin/sh\nexit 0\n", Duration.ofMinutes(5), true));
        return new NodeCommand.Act(
                verb,
                switch (verb) {
                    case DEPLOY, REBUILD -> new VerbArguments.Deploy(Optional.of(instance()), steps);
                    case INSPECT, PROVIDE, CLEAN, SERVICE, RESCUE -> new VerbArguments.Steps(steps);
                    case MANAGE, UNDEPLOY, UNRESCUE, UNHOLD, ADOPT, ABORT -> new VerbArguments.None();
                });
    }

    private static NodeAttributes attributes(String name, MacAddress... macs) {
        return new NodeAttributes(
                name,
                "redfish",
                Optional.of(new BmcAddress("redfish+https://10.0.0.5/redfish/v1/Systems/" + name)),
                "rack-7",
                new TreeSet<>(List.of(macs)),
                new TreeMap<>(),
                "baremetal",
                new TreeSet<>(),
                "",
                Protection.NONE,
                Protection.NONE);
    }

    private InstanceInfo instance() {
        Optional<Digest> digest = Optional.of(Digest.of(new byte[] {(byte) random.nextInt(9)}));
        return new InstanceInfo("web-" + random.nextInt(9), "debian-12.raw", digest, digest, random.nextInt(99));
    }

    private Hold hold() {
        HoldScope scope = HoldScope.values()[random.nextInt(HoldScope.values().length)];
        HoldCategory category = HoldCategory.values()[random.nextInt(HoldCategory.values().length)];
        String hold = "h" + random.nextInt(2);
        return new Hold(new HoldId(hold), "disk 3", category, scope, random.nextBoolean(), "operator:ada", now);
    }

    private PowerOutcome outcome() {
        return random.nextInt(5) == 0
                ? new PowerOutcome.Failed(FailureCode.BMC_UNREACHABLE, "10.0.0.5:443 refused the connection")
                : new PowerOutcome.Confirmed(random.nextBoolean() ? PowerState.ON : PowerState.OFF);
    }

    private Crumb crumb() {
        Link link = Link.values()[random.nextInt(Link.values().length)];
        Optional<Digest> served = random.nextBoolean() ? Optional.empty() : Optional.of(Digest.of(new byte[] {1}));
        return new Crumb(link, random.nextInt(2), now, "10.0.0.7:4711", served, signal());
    }

    private Finding finding() {
        FailureCode code = FailureCode.values()[random.nextInt(FailureCode.values().length)];
        return new Finding(
                code, "no meta-data fetch \u2014 dead route?", "initrd fetch", "meta-data", List.of(signal()));
    }

    private SignalId signal() {
        return SignalId.ofParts(List.of("signal" + random.nextLong()));
    }

    private MacAddress mac() {
        return new MacAddress(
                "52:54:01:%02x:%02x:%02x".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256)));
    }

    /** Whether the node is no more. */
    public boolean isDeleted() {
        return stream.state() instanceof NodeState.Deleted;
    }
}
