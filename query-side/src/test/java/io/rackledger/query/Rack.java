package io.rackledger.query;

import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Link;
import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.door.SignalLog;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.Decision;
import io.rackledger.core.node.Given;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeDecider;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.Protection;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.node.VerbArguments;
import io.rackledger.core.node.WaitPolicy;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A rack of nodes whose history is made by the real rules and written to a log. A second passes before each command or signal. */
public final class Rack {
    public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final NodeLog log;
    private final NodeStates states;
    private final SignalLog signals;
    private Instant now = START;
    private long commands;

    public Rack(NodeLog log, NodeStates states, SignalLog signals) {
        this.log = log;
        this.states = states;
        this.signals = signals;
    }

    public static NodeId id(int number) {
        return new NodeId("00000000-0000-4000-8000-%012x".formatted(number));
    }

    public static MacAddress mac(int number) {
        return new MacAddress("52:54:00:00:%02x:%02x".formatted(number / 256, number % 256));
    }

    public Instant now() {
        return now;
    }

    public Rack pass(Duration time) {
        now = now.plus(time);
        return this;
    }

    public NodeId enroll(int number, String name) {
        return enroll(number, name, "baremetal", mac(number));
    }

    public NodeId enroll(int number, String name, String resourceClass, MacAddress... macs) {
        NodeAttributes attributes = new NodeAttributes(
                name,
                "redfish",
                Optional.of(new BmcAddress("redfish+http://10.0.0." + (1 + number % 250) + ":8000/" + number)),
                "rack1",
                new TreeSet<>(List.of(macs)),
                new TreeMap<>(),
                resourceClass,
                new TreeSet<>(),
                "ada",
                Protection.NONE,
                Protection.NONE);
        command(id(number), new NodeCommand.Enroll(id(number), attributes));
        return id(number);
    }

    /** The command; it must be accepted. */
    public NodeRecord command(NodeId node, NodeCommand command) {
        pass(Duration.ofSeconds(1));
        Decision decision =
                NodeDecider.decide(states.current(node).state(), command, new Given(now, WaitPolicy.standard()));
        if (!(decision instanceof Decision.Accepted accepted)) {
            throw new AssertionError(command + " was not accepted: " + decision);
        }
        return appended(node, accepted.events());
    }

    /** As when another node asks for a key that was reserved for this one. */
    public NodeRecord voidReservation(int number, String key) {
        return appended(id(number), List.of(new NodeEvent.ReservationVoided(now, key, id(999))));
    }

    private NodeRecord appended(NodeId node, List<NodeEvent> events) {
        NodeStream stream = states.current(node);
        RecordContext context = new RecordContext(
                new CommandId("c" + ++commands), Digest.of(new byte[] {1}), "operator:ada", "", "story", "");
        AppendResult result = log.append(new AppendRequest(node, stream.sequence(), now, events, context))
                .join();
        if (!(result instanceof AppendResult.Appended appended)) {
            throw new AssertionError(events + " were not appended: " + result);
        }
        return appended.record();
    }

    public NodeRecord act(NodeId node, ProvisionVerb verb) {
        return command(node, new NodeCommand.Act(verb, new VerbArguments.None()));
    }

    /** The BMC confirms what is pending. */
    public NodeRecord bmcConfirms(NodeId node) {
        return command(
                node,
                new NodeCommand.ReportPower(
                        node(node).pendingPower().orElseThrow().id(),
                        new PowerOutcome.Confirmed(PowerState.ON),
                        "bmc",
                        SignalId.ofParts(List.of("power", now.toString())),
                        now));
    }

    public NodeRecord crumb(NodeId node, Link link, SignalId signal) {
        Crumb crumb = new Crumb(link, 0, now, "10.0.0.9:40000", Optional.of(Digest.of(new byte[] {7})), signal);
        return command(
                node,
                new NodeCommand.ReportCrumb(node(node).waiting().orElseThrow().id(), crumb));
    }

    public NodeRecord fails(NodeId node, Finding finding) {
        return command(
                node,
                new NodeCommand.ReportFailure(node(node).waiting().orElseThrow().id(), finding));
    }

    public NodeRecord done(NodeId node) {
        return command(
                node,
                new NodeCommand.ReportDone(node(node).waiting().orElseThrow().id(), new TreeMap<>()));
    }

    public NodeId manageable(int number, String name) {
        NodeId node = enroll(number, name);
        act(node, ProvisionVerb.MANAGE);
        bmcConfirms(node);
        return node;
    }

    public NodeId inspectWait(int number, String name) {
        NodeId node = manageable(number, name);
        act(node, ProvisionVerb.INSPECT);
        bmcConfirms(node);
        return node;
    }

    /** Inspection that fails as MAAS bug 1303925 did, with the signals that show it. */
    public NodeId inspectFailed(int number, String name) {
        NodeId node = inspectWait(number, name);
        SignalId script = report(
                node,
                new SignalBody.BootScriptServed(mac(number), BootPlanKind.INSPECT, Digest.of(new byte[] {1}), 400));
        crumb(node, Link.BOOT_SCRIPT, script);
        SignalId kernel = report(
                node,
                new SignalBody.ArtifactServed(Link.KERNEL, "vmlinuz", Digest.of(new byte[] {2}), 11_200_000, true));
        crumb(node, Link.KERNEL, kernel);
        fails(
                node,
                new Finding(
                        FailureCode.NO_METADATA_FETCH,
                        name + " fetched its kernel, but no request reached 10.0.0.1:8481.",
                        "kernel fetch",
                        "meta-data fetch",
                        List.of(script, kernel)));
        return node;
    }

    public SignalId report(NodeId node, SignalBody body) {
        return report(
                new SignalSubject.OfNode(node, node(node).runningAttempt().map(a -> a.id()), Optional.empty()),
                body,
                Optional.empty());
    }

    public SignalId report(SignalSubject subject, SignalBody body, Optional<Duration> skew) {
        pass(Duration.ofSeconds(1));
        SignalId id = SignalId.ofParts(List.of(subject.key(), body.toString(), now.toString()));
        append(new Signal(id, subject, now, "10.0.0.9:40000", skew.map(now::plus), body));
        return id;
    }

    public LogPosition append(Signal signal) {
        return signals.report(signal).join();
    }

    public Node node(NodeId node) {
        return (Node) states.current(node).state();
    }
}
