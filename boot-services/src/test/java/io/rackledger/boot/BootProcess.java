package io.rackledger.boot;

import io.rackledger.boot.admission.AdmissionLimits;
import io.rackledger.boot.dhcp.DhcpMode;
import io.rackledger.boot.dhcp.DhcpSettings;
import io.rackledger.boot.dhcp.Ipv4;
import io.rackledger.boot.dhcp.Subnet;
import io.rackledger.core.boot.BootStage;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.WaitId;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.signal.Signal;
import io.rackledger.eventlog.memory.InMemoryLog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A boot server in a process of its own, so that it can stand in a network namespace with the real ports. Writes each signal as a line, and ends
 * when its input does. Arguments: directory, mode, and how many downloads run at once.
 */
final class BootProcess {
    static final MacAddress MAC = MacAddress.parse("52:54:00:77:00:00");

    private static final String ADDRESS = "198.18.77.1";
    private static final NodeId NODE = NodeId.parse("6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b");

    private BootProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        InMemoryLog log = new InMemoryLog();
        log.bootPlanLog().publish(plan()).join();
        BootSettings settings = BootSettings.onLoopback(directory.resolve("files"), directory.resolve("data"))
                .withListeners("0.0.0.0", List.of(8481))
                .withUrls(Optional.of(URI.create("http://" + ADDRESS + ":8481")), Optional.empty())
                .withAdmission(AdmissionLimits.DEFAULT
                        .withDownloads(Integer.parseInt(arguments[2]), 64, 24)
                        .withWaiting(10, Duration.ofMillis(1), Duration.ofSeconds(2)))
                .withFirmware(FirmwareSettings.NONE
                        .withTftp(69)
                        .withDhcp(dhcp(DhcpMode.valueOf(arguments[1]), directory.resolve("leases"))));
        try (BootServices services = BootServices.start(
                settings,
                log.bootPlans(),
                signal -> {
                    tell(signal);
                    return log.signals().report(signal);
                },
                log.documents(),
                Clock.systemUTC())) {
            System.out.println("READY " + services.port());
            while (System.in.read() >= 0) {
                // Until the test closes it.
            }
        }
    }

    private static synchronized void tell(Signal signal) {
        System.out.println(
                signal.subject().key() + " " + signal.body().toString().replace('\n', ' '));
    }

    private static DhcpSettings dhcp(DhcpMode mode, Path leases) {
        List<Subnet> subnets = mode == DhcpMode.PROXY
                ? List.of()
                : List.of(Subnet.parse(
                        "198.18.77.0/24:198.18.77.100-198.18.77.240," + ADDRESS, List.of(), Duration.ofHours(1)));
        return new DhcpSettings(
                mode,
                Ipv4.parse(ADDRESS),
                subnets,
                Map.of(),
                true,
                DhcpSettings.IPXE_LOADERS,
                leases,
                Duration.ofSeconds(60));
    }

    private static BootPlan plan() {
        AttemptId attempt = AttemptId.of(NODE, 4);
        return new BootPlan(
                NODE,
                "web-1",
                new TreeSet<>(List.of(MAC)),
                BootPlanKind.INSPECT,
                Optional.of(attempt),
                Optional.of(new WaitId(7)),
                BootStage.EPHEMERAL,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                3,
                Optional.empty(),
                10);
    }
}
