package io.rackledger.boot.inquiry;

import io.rackledger.boot.dhcp.FirmwareKind;
import io.rackledger.boot.dhcp.Ipv4;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.Text;
import io.rackledger.core.plan.BootPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** An operator's questions about the boot of a machine. Changes nothing. Thread-safe; may wait for a file's digest or for the log. */
public final class BootInquiry {
    private final BootSources sources;
    private final NodeBook nodes;
    private final PlanReader plans;
    private final OutlookReader outlooks;

    public BootInquiry(BootSources sources, NodeBook nodes) {
        this.sources = sources;
        this.nodes = nodes;
        this.plans = new PlanReader(sources, nodes);
        this.outlooks = new OutlookReader(sources, nodes);
    }

    /**
     * The boot plan of a machine.
     *
     * @param machine MAC address, or id or name of a node
     */
    public Inquired<PlanDocument> plan(String machine) {
        return switch (mac(machine)) {
            case Inquired.Refused<MacAddress> no ->
                new Inquired.Refused<>(no.status(), no.code(), no.field(), no.detail(), no.remedy());
            case Inquired.Given<MacAddress>(MacAddress mac) ->
                sources.plans()
                        .byMac(mac)
                        .<Inquired<PlanDocument>>map(plan -> new Inquired.Given<>(plans.read(mac, plan)))
                        .orElseGet(() -> Inquired.absent(
                                "NO_BOOT_PLAN",
                                "machine",
                                "no boot plan is known for " + mac + ": no node has this MAC address",
                                "enroll a node with it; 'boot why " + mac + "' tells what it is served meanwhile"));
        };
    }

    /**
     * What a machine would be served now.
     *
     * @param machine MAC address, or id or name of a node
     * @param firmware names of {@link FirmwareKind}; empty: all of them
     * @param relay address of the DHCP relay before it; empty: none
     */
    public Inquired<MachineOutlook> why(String machine, List<String> firmware, Optional<String> relay) {
        List<FirmwareKind> kinds = firmware.stream()
                .flatMap(name -> FirmwareKind.of(name).stream())
                .toList();
        if (kinds.size() < firmware.size()) {
            return Inquired.wrong(
                    "BAD_ARCHITECTURE",
                    "arch",
                    "'" + Text.shorten(String.join(",", firmware)) + "' is no kind of firmware",
                    "use one of " + names());
        }
        Optional<Ipv4> before;
        try {
            before = relay.map(Ipv4::parse);
        } catch (IllegalArgumentException e) {
            return Inquired.wrong(
                    "BAD_RELAY", "relay", String.valueOf(e.getMessage()), "use an address such as 10.9.0.1");
        }
        return switch (mac(machine)) {
            case Inquired.Refused<MacAddress> no ->
                new Inquired.Refused<>(no.status(), no.code(), no.field(), no.detail(), no.remedy());
            case Inquired.Given<MacAddress>(MacAddress mac) ->
                new Inquired.Given<>(
                        outlooks.read(mac, kinds.isEmpty() ? List.of(FirmwareKind.values()) : kinds, before));
        };
    }

    private static String names() {
        return String.join(
                ", ",
                Arrays.stream(FirmwareKind.values()).map(FirmwareKind::wireName).toList());
    }

    private Inquired<MacAddress> mac(String machine) {
        if (machine.contains(":") || machine.matches("[0-9A-Fa-f]{2}(-[0-9A-Fa-f]{2}){5}")) {
            try {
                return new Inquired.Given<>(MacAddress.parse(machine));
            } catch (IllegalArgumentException e) {
                return Inquired.wrong(
                        "BAD_MAC",
                        "machine",
                        "this is no MAC address: " + e.getMessage(),
                        "use one such as 52:54:00:12:34:56, or the name of a node");
            }
        }
        Optional<SortedSet<MacAddress>> ports = ports(machine);
        if (ports.isEmpty()) {
            return Inquired.absent(
                    "NODE_UNKNOWN",
                    "machine",
                    "there is no node '" + Text.shorten(machine) + "'",
                    "use a MAC address, or an id or name of GET /api/v1/nodes");
        }
        return ports.get().isEmpty()
                ? Inquired.absent(
                        "NO_MAC",
                        "machine",
                        "node '" + Text.shorten(machine) + "' has no MAC address, so nothing can be served to it",
                        "give the node its machine's MAC address as a port")
                : new Inquired.Given<>(ports.get().first());
    }

    private Optional<SortedSet<MacAddress>> ports(String node) {
        return nodes.named(node)
                .map(found -> found.attributes().ports())
                .or(() -> planned(node).map(BootPlan::macs));
    }

    /** The plans know nodes also where the log is not there; their name is that of the instance, where there is one. */
    private Optional<BootPlan> planned(String idOrName) {
        return sources.plans()
                .all()
                .filter(plan ->
                        plan.node().value().equals(idOrName) || plan.nodeName().equals(idOrName))
                .findFirst();
    }
}
