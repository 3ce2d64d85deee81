package io.rackledger.boot.doctor;

import io.rackledger.boot.dhcp.DhcpMode;
import io.rackledger.boot.dhcp.DhcpOutlook.ForeignServer;
import io.rackledger.boot.dhcp.DhcpSettings;
import io.rackledger.boot.dhcp.DhcpStanding;
import io.rackledger.boot.dhcp.DhcpStanding.Pool;
import io.rackledger.boot.dhcp.Ipv4;
import io.rackledger.boot.dhcp.Subnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the pools are sound and have addresses left, and whether another server is in the way. */
final class DhcpExam {
    private static final int SCARCE_PERCENT = 10;
    private static final int PERCENT = 100;
    private static final String RIVALS = "other DHCP servers";

    private final DoctorSubject subject;
    private final List<Check> checks = new ArrayList<>();

    DhcpExam(DoctorSubject subject) {
        this.subject = subject;
    }

    List<Check> run() {
        Optional<DhcpSettings> dhcp = subject.dhcp();
        if (dhcp.isEmpty()) {
            checks.add(Check.skipped("DHCP", "not served (no --dhcp): another server must send machines here"));
            return checks;
        }
        dhcp.get().subnets().forEach(subnet -> pool(dhcp.get(), subnet));
        reservations(dhcp.get());
        tftp();
        Optional<DhcpStanding> standing = subject.standing().map(asked -> asked.get());
        standing.ifPresent(now -> now.pools().forEach(this::left));
        checks.add(standing.map(now -> rivals(dhcp.get(), now))
                .orElseGet(() -> Check.skipped(RIVALS, "only a running engine hears them")));
        return checks;
    }

    private static String name(Subnet subnet) {
        return "pool " + subnet.network() + "/" + subnet.prefix();
    }

    /** That it lies within its network and leaves out the router is checked where it is read. */
    private void pool(DhcpSettings dhcp, Subnet subnet) {
        Optional<Ipv4> outside = subnet.router().filter(router -> !subnet.contains(router));
        Optional<Ipv4> given = subnet.dns().stream()
                .filter(subnet::pools)
                .filter(address -> !address.equals(dhcp.address()))
                .findFirst();
        if (outside.isPresent()) {
            checks.add(Check.fails(
                    name(subnet),
                    "its router " + outside.get() + " is in another network, so no machine reaches it",
                    "name a router of " + subnet.network() + "/" + subnet.prefix() + " in --dhcp-pool"));
        } else if (given.isPresent()) {
            checks.add(Check.fails(
                    name(subnet),
                    given.get() + " is told to machines as their name server, and lies in the pool: it would be"
                            + " given to a machine, too",
                    "let the pool of --dhcp-pool leave it out"));
        } else if (!subject.running()) {
            checks.add(Check.well(name(subnet), subnet.first() + " to " + subnet.last()));
        }
    }

    private void reservations(DhcpSettings dhcp) {
        dhcp.reservations().forEach((mac, address) -> {
            boolean lost = dhcp.subnets().stream().noneMatch(subnet -> subnet.contains(address));
            boolean twice = dhcp.reservations().values().stream()
                            .filter(address::equals)
                            .count()
                    > 1;
            if (lost || twice || address.equals(dhcp.address())) {
                checks.add(Check.fails(
                        "reservation " + mac,
                        address
                                + (lost
                                        ? " is in no network of --dhcp-pool, so it is never given"
                                        : twice ? " is reserved for two machines" : " is our own address"),
                        "mend --dhcp-reserve"));
            }
        });
    }

    private void tftp() {
        if (subject.addresses().tftp().isEmpty()) {
            checks.add(Check.fails(
                    "TFTP",
                    "DHCP sends firmware here for its loader by TFTP, but no TFTP is served; only UEFI HTTP boot and"
                            + " iPXE in the ROM get further",
                    "start with --tftp-port 69"));
        }
    }

    private void left(Pool pool) {
        String found = pool.free() + " of " + pool.total() + " addresses are free";
        String remedy = "make the pool of --dhcp-pool larger, or --dhcp-lease shorter";
        if (pool.free() == 0) {
            checks.add(Check.fails(name(pool.subnet()), found, remedy));
        } else if (pool.free() * PERCENT < pool.total() * SCARCE_PERCENT) {
            checks.add(Check.warning(name(pool.subnet()), found, remedy));
        } else {
            checks.add(Check.well(name(pool.subnet()), found));
        }
    }

    private static Check rivals(DhcpSettings dhcp, DhcpStanding now) {
        if (now.others().isEmpty()) {
            return Check.well(RIVALS, "none was heard since the start");
        }
        String found = now.others().stream().collect(Collectors.groupingBy(ForeignServer::server)).entrySet().stream()
                .map(server -> server.getKey() + " (" + server.getValue().size() + " machines, last "
                        + server.getValue().getLast().mac() + " at "
                        + server.getValue().getLast().last() + ")")
                .sorted()
                .collect(Collectors.joining(", "));
        return dhcp.mode() == DhcpMode.AUTHORITATIVE
                ? Check.fails(
                        RIVALS,
                        "on the network where this one should be alone: " + found,
                        "switch it off there, or serve with --dhcp proxy beside it")
                : Check.fails(
                        RIVALS,
                        "names boot files of its own to machines: " + found,
                        "take next-server and boot file (options 66, 67) out of its settings");
    }
}
