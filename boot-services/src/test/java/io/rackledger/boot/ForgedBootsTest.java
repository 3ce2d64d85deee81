package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.boot.dhcp.DhcpMode;
import io.rackledger.boot.dhcp.DhcpSettings;
import io.rackledger.boot.dhcp.Ipv4;
import io.rackledger.boot.dhcp.Subnet;
import io.rackledger.core.boot.BootStage;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever names a known MAC address boots no machine: where our DHCP server gives the addresses, a boot comes from the machine's own, after DHCP. */
final class ForgedBootsTest {
    private static final String MACHINE = "127.0.0.1";
    private static final String FORGER = "127.0.0.77";

    @TempDir
    Path directory;

    @Test
    void countsNoRequestFromAnAddressThatIsNotTheMachines() throws IOException {
        ForeignProgram.needRoot();
        try (RackOnDhcp at = new RackOnDhcp(directory)) {
            for (int i = 0; i < 6; i++) {
                assertThat(at.script(FORGER))
                        .startsWith("HTTP/1.1 403")
                        .contains("127.0.0.77 is not leased to " + Rack.MAC)
                        .doesNotContain("kernel");
            }
            assertThat(at.boots()).isZero();
            assertThat(at.rack.signals.all())
                    .filteredOn(signal -> signal.body() instanceof SignalBody.RequestRefused)
                    .extracting(Signal::subject)
                    .as("beside the machine, but no word of its attempt")
                    .containsOnly(new SignalSubject.OfMac(Rack.MAC));
            assertThat(at.script(MACHINE)).startsWith("HTTP/1.1 200").contains("kernel");
            assertThat(at.boots()).isEqualTo(1);
        }
    }

    @Test
    void tellsOfARequestForAMachineThatNoNodeHasUnderTheAddressThatAsked() throws IOException {
        ForeignProgram.needRoot();
        try (RackOnDhcp at = new RackOnDhcp(directory)) {
            assertThat(at.script(FORGER, "52:54:00:99:99:99")).startsWith("HTTP/1.1 403");
            assertThat(at.rack.signals.all())
                    .filteredOn(signal -> signal.body() instanceof SignalBody.RequestRefused)
                    .extracting(Signal::subject)
                    .containsOnly(new SignalSubject.OfSource(FORGER));
        }
    }

    @Test
    void countsOneBootHoweverOftenTheScriptIsAskedForWithoutDhcpBetween() throws IOException {
        ForeignProgram.needRoot();
        try (RackOnDhcp at = new RackOnDhcp(directory)) {
            for (int i = 0; i < 6; i++) {
                assertThat(at.script(MACHINE)).startsWith("HTTP/1.1 200").contains("kernel");
            }
            assertThat(at.boots()).isEqualTo(1);
            at.rack.plan(BootPlanKind.HOLD, BootStage.EPHEMERAL, Optional.empty(), Optional.empty());
            at.script(MACHINE);
            assertThat(at.boots()).as("another script is another matter").isEqualTo(2);
        }
    }

    /** A rack whose machine has its address by a lease of before, as the lease file tells it. */
    private static final class RackOnDhcp implements AutoCloseable {
        private final Rack rack;

        RackOnDhcp(Path directory) throws IOException {
            Path leases = directory.resolve("leases");
            Files.writeString(
                    leases,
                    Rack.MAC + " " + MACHINE + " "
                            + Instant.now().plusSeconds(3_600).getEpochSecond() + "\n");
            DhcpSettings dhcp = new DhcpSettings(
                    DhcpMode.AUTHORITATIVE,
                    Ipv4.parse("127.0.10.1"),
                    List.of(Subnet.parse("127.0.0.0/24:127.0.0.1-127.0.0.1", List.of(), Duration.ofHours(1))),
                    Map.of(),
                    false,
                    DhcpSettings.IPXE_LOADERS,
                    leases,
                    Duration.ofSeconds(60));
            rack = new Rack(
                    directory,
                    settings -> settings.withFirmware(settings.firmware().withDhcp(dhcp)));
            rack.planInspection();
        }

        String script(String from) {
            return script(from, Rack.MAC.value());
        }

        String script(String from, String mac) {
            try (RawHttp http = new RawHttp(from, rack.services.port())) {
                return http.send("GET /boot/" + mac + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                        .readAll();
            }
        }

        long boots() {
            Predicate<Signal> isBoot = signal -> signal.body() instanceof SignalBody.BootScriptServed;
            return rack.signals.all().stream().filter(isBoot).count();
        }

        @Override
        public void close() {
            rack.close();
        }
    }
}
