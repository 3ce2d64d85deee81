package io.rackledger.launcher.serve;

import io.rackledger.boot.dhcp.DhcpMode;
import io.rackledger.boot.dhcp.DhcpSettings;
import io.rackledger.boot.dhcp.Ipv4;
import io.rackledger.boot.dhcp.Subnet;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.launcher.engine.StartFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the DHCP server. */
final class DhcpOptions {
    private static final Duration OFFER_HOLD = Duration.ofSeconds(60);

    @Option(
            names = "--dhcp",
            paramLabel = "MODE",
            description =
                    "Answers DHCP: authoritative gives addresses too, proxy only boot files beside another server;"
                            + " off unless set.")
    private @Nullable String mode;

    @Option(
            names = "--dhcp-address",
            paramLabel = "ADDRESS",
            description = "This host's own address on the machines' network; answers leave there.")
    private @Nullable String address;

    @Option(
            names = "--dhcp-pool",
            paramLabel = "POOL",
            description =
                    "Network, addresses to give, router: 10.0.0.0/24:10.0.0.100-10.0.0.199,10.0.0.1; once for each"
                            + " network.")
    private List<String> pools = List.of();

    @Option(names = "--dhcp-dns", paramLabel = "ADDRESS", split = ",", description = "Name servers told to machines.")
    private List<String> dns = List.of();

    @Option(
            names = "--dhcp-reserve",
            paramLabel = "MAC=ADDRESS",
            split = ",",
            description = "Address of one machine alone; may be given several times.")
    private Map<String, String> reservations = Map.of();

    @Option(
            names = "--dhcp-lease",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = DurationConverter.class,
            description = "How long an address is a machine's; default ${DEFAULT-VALUE}.")
    private Duration lease = Duration.ofHours(1);

    @Option(names = "--dhcp-strangers", description = "Answers machines too that no node has claimed.")
    private boolean strangers;

    /** Nothing where DHCP is off. */
    Optional<DhcpSettings> settings(Path bootData) {
        if (mode == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DhcpSettings(
                    modeOf(mode),
                    Ipv4.parse(address == null ? "" : address),
                    pools.stream().map(this::subnet).toList(),
                    reserved(),
                    strangers,
                    DhcpSettings.IPXE_LOADERS,
                    bootData.resolve("dhcp-leases"),
                    OFFER_HOLD));
        } catch (IllegalArgumentException e) {
            throw new StartFailure(e.getMessage() + "", "check the options that begin with --dhcp", e);
        }
    }

    private static DhcpMode modeOf(String text) {
        return switch (text) {
            case "authoritative" -> DhcpMode.AUTHORITATIVE;
            case "proxy" -> DhcpMode.PROXY;
            default ->
                throw new IllegalArgumentException("--dhcp '" + text + "' is not known; use authoritative or proxy");
        };
    }

    private Subnet subnet(String pool) {
        return Subnet.parse(pool, dns.stream().map(Ipv4::parse).toList(), lease);
    }

    private Map<MacAddress, Ipv4> reserved() {
        Map<MacAddress, Ipv4> byMac = new HashMap<>();
        reservations.forEach((mac, ip) -> byMac.put(MacAddress.parse(mac), Ipv4.parse(ip)));
        return byMac;
    }
}
