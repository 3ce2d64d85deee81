package io.rackledger.e2e.bench;

import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Link;
import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
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
import io.rackledger.core.node.NodeFold;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.Protection;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.node.VerbArguments;
import io.rackledger.core.node.WaitPolicy;
import io.rackledger.eventlog.codec.NodeRecordCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The past of a node that was enrolled, managed, and cleaned again and again until it has so many events; it rests as available. */
final class LongPast {
    private static final WaitPolicy POLICY = WaitPolicy.standard();
    private static final int CRUMBS = 4;

    private final NodeId id;
    private final List<AppendRequest> records = new ArrayList<>();
    private NodeState state = new NodeState.Unknown();
    private Instant now = Instant.parse("2026-03-04T05:06:07.089Z");
    private int events;

    private LongPast(NodeId id) {
        this.id = id;
    }

    static List<AppendRequest> of(NodeId id, String name, MacAddress mac, int events) {
        LongPast past = new LongPast(id);
        past.command(new NodeCommand.Enroll(id, attributes(name, mac)), "operator:bench");
        past.lead(ProvisionVerb.MANAGE, ProvisionState.MANAGEABLE);
        past.lead(ProvisionVerb.PROVIDE, ProvisionState.AVAILABLE);
        while (past.events < events) {
            past.lead(ProvisionVerb.MANAGE, ProvisionState.MANAGEABLE);
            past.lead(ProvisionVerb.PROVIDE, ProvisionState.AVAILABLE);
        }
        return past.records;
    }

    /** The bytes of a usual record: a node that changes its state. */
    static byte[] record() {
        NodeId id = new NodeId("00000000-0000-4000-8000-000000000000");
        List<AppendRequest> past = of(id, "raw", new MacAddress("52:54:00:00:00:00"), 1);
        return NodeRecordCodec.encode(past.get(1), Optional.empty()).value();
    }

    private Node node() {
        return (Node) state;
    }

    private void lead(ProvisionVerb verb, ProvisionState target) {
        VerbArguments arguments =
                verb == ProvisionVerb.MANAGE ? new VerbArguments.None() : new VerbArguments.Steps(List.of());
        command(new NodeCommand.Act(verb, arguments), "operator:bench");
        for (int step = 0; node().state() != target; step++) {
            report(step);
        }
    }

    private void report(int step) {
        Node node = node();
        if (node.pendingPower().isPresent()) {
            PowerOutcome on = new PowerOutcome.Confirmed(PowerState.ON);
            command(
                    new NodeCommand.ReportPower(node.pendingPower().get().id(), on, "10.0.0.5:8000", signal(), now),
                    "engine:provisioning");
        } else if (step < CRUMBS + 2) {
            Link link = Link.values()[step % Link.values().length];
            Crumb crumb = new Crumb(link, 0, now, "10.0.0.7:4711", Optional.empty(), signal());
            command(new NodeCommand.ReportCrumb(node.waiting().orElseThrow().id(), crumb), "engine:provisioning");
        } else {
            command(
                    new NodeCommand.ReportDone(node.waiting().orElseThrow().id(), new TreeMap<>()),
                    "engine:provisioning");
        }
    }

    private void command(NodeCommand command, String actor) {
        now = now.plus(Duration.ofMillis(1_017));
        Decision decision = NodeDecider.decide(state, command, new Given(now, POLICY));
        if (!(decision instanceof Decision.Accepted(List<NodeEvent> decided))) {
            throw new IllegalStateException(command + " in " + state + ": " + decision);
        }
        if (decided.isEmpty()) {
            return;
        }
        String commandId =
                actor.startsWith("engine") ? "engine." + id + ".step." + records.size() : "bench." + records.size();
        Digest hash = Digest.of(commandId.getBytes(StandardCharsets.UTF_8));
        RecordContext context = new RecordContext(new CommandId(commandId), hash, actor, "", commandId, "");
        records.add(new AppendRequest(id, records.size(), now, decided, context));
        for (NodeEvent event : decided) {
            state = NodeFold.evolve(state, event);
        }
        events += decided.size();
    }

    private SignalId signal() {
        return SignalId.ofParts(List.of("signal", "" + records.size(), "" + events));
    }

    private static NodeAttributes attributes(String name, MacAddress mac) {
        TreeMap<String, String> properties = new TreeMap<>();
        properties.put("cpus", "32");
        properties.put("memory_mb", "262144");
        return new NodeAttributes(
                name,
                "redfish",
                Optional.of(new BmcAddress("redfish+https://10.0.0.5/redfish/v1/Systems/" + name)),
                "rack-7",
                new TreeSet<>(List.of(mac)),
                properties,
                "baremetal",
                new TreeSet<>(),
                "",
                Protection.NONE,
                Protection.NONE);
    }
}
