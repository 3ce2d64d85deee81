package io.rackledger.core.node;

import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Link;
import io.rackledger.core.boot.Step;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.HoldId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.identity.WaitId;
import io.rackledger.core.node.NodeCommand.Act;
import io.rackledger.core.node.NodeCommand.Enroll;
import io.rackledger.core.node.NodeCommand.PauseForOperator;
import io.rackledger.core.node.NodeCommand.PlaceHold;
import io.rackledger.core.node.NodeCommand.ReleaseHold;
import io.rackledger.core.node.NodeCommand.ReportCrumb;
import io.rackledger.core.node.NodeCommand.ReportDone;
import io.rackledger.core.node.NodeCommand.ReportFailure;
import io.rackledger.core.node.NodeCommand.ReportPower;
import io.rackledger.core.node.NodeEvent.ProvisionStateChanged;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A node with its history, driven by commands alone: decide, then evolve. A second passes before each command. */
public final class NodeStories {
    public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    public static final NodeId ID = new NodeId("6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b");
    public static final MacAddress MAC = new MacAddress("52:54:00:12:34:56");
    public static final BmcAddress BMC = new BmcAddress("redfish+http://10.0.0.5:8000/redfish/v1/Systems/1");
    public static final InstanceInfo INSTANCE =
            new InstanceInfo("web-1", "debian-12.raw", Optional.empty(), Optional.of(Digest.of(new byte[] {1})), 17);
    public static final WaitPolicy POLICY = WaitPolicy.standard();

    private final List<NodeEvent> history = new ArrayList<>();
    private NodeState state = new NodeState.Unknown();
    private Instant now = START;

    /** A node of which nothing is known yet. */
    public static NodeStories begin() {
        return new NodeStories();
    }

    /** A node enrolled as most are: with BMC, one port and no marks. */
    public static NodeStories enrolled() {
        return enrolled(attributes());
    }

    public static NodeStories enrolled(NodeAttributes attributes) {
        return new NodeStories().accept(new Enroll(ID, attributes));
    }

    /** A node in this state, by one history of commands that leads there. */
    public static NodeStories in(ProvisionState state) {
        return in(state, attributes());
    }

    public static NodeStories in(ProvisionState state, NodeAttributes attributes) {
        NodeStories story = enrolled(attributes);
        Routes.to(state, story);
        if (story.node().state() != state) {
            throw new AssertionError(
                    "the story of " + state + " ends in " + story.node().state());
        }
        return story;
    }

    public static NodeAttributes attributes() {
        return attributes(Protection.NONE, Protection.NONE);
    }

    public static NodeAttributes attributes(Protection protection, Protection retirement) {
        SortedSet<MacAddress> ports = new TreeSet<>(List.of(MAC));
        return attributes(Optional.of(BMC), ports, protection, retirement);
    }

    public static NodeAttributes attributes(
            Optional<BmcAddress> bmc, SortedSet<MacAddress> ports, Protection protection, Protection retirement) {
        return new NodeAttributes(
                "rack1-n01",
                "redfish",
                bmc,
                "rack1",
                ports,
                new TreeMap<>(),
                "baremetal",
                Collections.emptySortedSet(),
                "ada",
                protection,
                retirement);
    }

    public Node node() {
        return (Node) state;
    }

    public NodeState state() {
        return state;
    }

    public Instant now() {
        return now;
    }

    /** All events so far. */
    public List<NodeEvent> history() {
        return List.copyOf(history);
    }

    /** Moves taken so far. */
    public List<ProvisionStateChanged> moves() {
        return history.stream()
                .filter(ProvisionStateChanged.class::isInstance)
                .map(ProvisionStateChanged.class::cast)
                .toList();
    }

    public NodeStories pass(Duration time) {
        now = now.plus(time);
        return this;
    }

    public NodeStories at(Instant instant) {
        now = instant;
        return this;
    }

    /** What the command would lead to now; nothing happens. */
    public Decision decide(NodeCommand command) {
        return NodeDecider.decide(state, command, new Given(now, POLICY));
    }

    /** A second later, the command; it must be accepted. */
    public NodeStories accept(NodeCommand command) {
        pass(Duration.ofSeconds(1));
        return acceptNow(command);
    }

    public NodeStories acceptNow(NodeCommand command) {
        switch (decide(command)) {
            case Decision.Accepted accepted -> accepted.events().forEach(this::apply);
            case Decision.Rejected rejected ->
                throw new AssertionError(command + " was refused: " + rejected.refusal());
        }
        return this;
    }

    public NodeStories act(ProvisionVerb verb) {
        return accept(command(verb));
    }

    /** The verb with the arguments that it needs at least. */
    public static Act command(ProvisionVerb verb) {
        return new Act(
                verb,
                verb == ProvisionVerb.DEPLOY
                        ? new VerbArguments.Deploy(Optional.of(INSTANCE), List.of())
                        : new VerbArguments.None());
    }

    public static Act command(ProvisionVerb verb, Step... steps) {
        return new Act(
                verb,
                verb == ProvisionVerb.DEPLOY || verb == ProvisionVerb.REBUILD
                        ? new VerbArguments.Deploy(Optional.of(INSTANCE), List.of(steps))
                        : new VerbArguments.Steps(List.of(steps)));
    }

    /** The BMC confirms what is pending. */
    public NodeStories bmcConfirms() {
        return accept(powerReport(new PowerOutcome.Confirmed(PowerState.ON)));
    }

    public NodeStories bmcFails() {
        return accept(powerReport(new PowerOutcome.Failed(FailureCode.BMC_REFUSED, "10.0.0.5:8000 answered 401")));
    }

    public ReportPower powerReport(PowerOutcome outcome) {
        return new ReportPower(
                node().pendingPower().orElseThrow().id(),
                outcome,
                BMC.authority(),
                signal("power" + history.size()),
                now());
    }

    /** The machine has done all that the wait was for. */
    public NodeStories machineDone() {
        return accept(new ReportDone(waitId(), new TreeMap<>()));
    }

    public NodeStories machineFails() {
        return accept(new ReportFailure(waitId(), finding()));
    }

    public NodeStories seen(Link link, int index) {
        return accept(new ReportCrumb(waitId(), crumb(link, index)));
    }

    /** The machine's step list comes to its hold step. */
    public NodeStories reachesHoldStep() {
        return accept(new PauseForOperator(waitId(), crumb(Link.STEP_STARTED, 1)));
    }

    public NodeStories hold(String id, HoldScope scope, boolean pauses) {
        return accept(placing(id, scope, pauses));
    }

    public PlaceHold placing(String id, HoldScope scope, boolean pauses) {
        return new PlaceHold(
                new Hold(new HoldId(id), "disk is noisy", HoldCategory.HARDWARE, scope, pauses, "operator:ada", now));
    }

    public NodeStories release(String id) {
        return accept(new ReleaseHold(new HoldId(id), "operator:ada"));
    }

    public WaitId waitId() {
        return waiting().id();
    }

    public Wait waiting() {
        return node().waiting().orElseThrow(() -> new AssertionError(node().state() + " has no wait"));
    }

    public Crumb crumb(Link link, int index) {
        return new Crumb(link, index, now, "10.0.1.7", Optional.empty(), signal(link + "." + index));
    }

    public static Finding finding() {
        return Finding.of(FailureCode.STEP_FAILED, "a step failed");
    }

    public static SignalId signal(String name) {
        return SignalId.ofParts(List.of(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)));
    }

    private void apply(NodeEvent event) {
        state = NodeFold.evolve(state, event);
        history.add(event);
    }
}
