package io.rackledger.boot.inquiry;

import io.rackledger.boot.dhcp.DhcpMode;
import io.rackledger.boot.dhcp.DhcpOutlook;
import io.rackledger.boot.dhcp.DhcpServer;
import io.rackledger.boot.dhcp.FirmwareKind;
import io.rackledger.boot.dhcp.Ipv4;
import io.rackledger.boot.endpoint.ScriptDecider.Choice;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Walks through a machine's boot as each kind of firmware, asking the servers what they would answer. */
final class OutlookReader {
    private static final int PATIENCE_SECONDS = 5;

    private final BootSources sources;
    private final NodeBook nodes;
    private final BootWalk walk;

    OutlookReader(BootSources sources, NodeBook nodes) {
        this.sources = sources;
        this.nodes = nodes;
        this.walk = new BootWalk(sources);
    }

    MachineOutlook read(MacAddress mac, List<FirmwareKind> kinds, Optional<Ipv4> relay) {
        Instant now = sources.clock().instant();
        Optional<BootPlan> plan = sources.plans().byMac(mac);
        plan.ifPresent(sources.grants()::accept);
        Choice choice = sources.decider().look(mac, plan);
        Optional<DhcpOutlook> dhcp = sources.dhcp().map(server -> ask(server, mac, kinds, relay));
        List<FirmwareOutlook> firmware = kinds.stream()
                .map(kind -> walk.as(kind, mac, plan, choice, dhcp))
                .toList();
        Optional<NodeBrief> node =
                plan.flatMap(nodes::of).or(() -> nodes.of(mac)).map(NodeBrief::of);
        FirmwareOutlook best = firmware.stream()
                .max(Comparator.comparing(FirmwareOutlook::verdict))
                .orElseThrow();
        return new MachineOutlook(
                mac.value(),
                now,
                best.verdict(),
                OutlookWords.sentence(mac, node, choice, best),
                node,
                plan.map(this::brief),
                dhcp.flatMap(OutlookReader::lease),
                dhcp.stream()
                        .flatMap(heard -> heard.conflicts().stream())
                        .map(other -> new MachineOutlook.Conflict(other.server(), other.last()))
                        .toList(),
                notes(mac, node, plan, dhcp, now),
                firmware);
    }

    private static DhcpOutlook ask(DhcpServer server, MacAddress mac, List<FirmwareKind> kinds, Optional<Ipv4> relay) {
        CompletableFuture<DhcpOutlook> asked = server.outlook(mac, kinds, relay);
        return asked.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private MachineOutlook.PlanBrief brief(BootPlan plan) {
        return new MachineOutlook.PlanBrief(
                plan.kind().wireName(),
                plan.attempt().map(AttemptId::value),
                plan.sequence(),
                sources.decider().used(plan),
                plan.bootBudget());
    }

    private static Optional<MachineOutlook.LeaseBrief> lease(DhcpOutlook dhcp) {
        return dhcp.lease()
                .map(lease -> new MachineOutlook.LeaseBrief(
                        lease.address().toString(),
                        lease.running() ? (lease.granted() ? "leased" : "offered") : "ended",
                        lease.until(),
                        dhcp.reservation().filter(lease.address()::equals).isPresent()));
    }

    private List<String> notes(
            MacAddress mac,
            Optional<NodeBrief> node,
            Optional<BootPlan> plan,
            Optional<DhcpOutlook> dhcp,
            Instant now) {
        List<String> notes = new ArrayList<>();
        node.flatMap(OutlookWords::waiting).ifPresent(notes::add);
        node.ifPresent(known -> known.holds().forEach(reason -> notes.add("an operator holds the node: " + reason)));
        node.flatMap(NodeBrief::failure).ifPresent(sentence -> notes.add("its last failure: " + sentence));
        if (node.isPresent() && plan.isEmpty()) {
            notes.add("its node has no boot plan here yet; the command role publishes it");
        }
        dhcp.filter(answer -> !answer.admitted())
                .ifPresent(
                        _ -> notes.add(
                                "its DHCP messages are not looked at just now: it, or unknown machines together, sent too many"));
        dhcp.filter(answer -> answer.mode() == DhcpMode.AUTHORITATIVE)
                .ifPresent(_ -> notes.add(
                        "its boot script is given only to the address that our DHCP server leases it; others get 403"));
        if (!sources.admission().wouldAdmitScript(mac, now)) {
            notes.add("it asked for its boot script too often; just now it is told to come back (503)");
        }
        dhcp.ifPresent(answer -> answer.conflicts()
                .forEach(other -> notes.add("another DHCP server, " + other.server()
                        + ", was heard with this machine; two servers on one network give machines to each other")));
        return notes;
    }
}
