package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.boot.dhcp.DhcpMode;
import io.rackledger.boot.dhcp.DhcpSettings;
import io.rackledger.boot.dhcp.Ipv4;
import io.rackledger.boot.dhcp.Subnet;
import io.rackledger.boot.doctor.Check;
import io.rackledger.boot.doctor.Check.Result;
import io.rackledger.boot.doctor.DoctorReport;
import io.rackledger.boot.doctor.Flow;
import io.rackledger.core.boot.BootStage;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlanKind;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Set-ups that are broken in one way each, and what the doctor says of them. */
final class DoctorTest {
    private static final byte[] LOADER = {'M', 'Z', 1, 2, 3};

    @TempDir
    Path directory;

    private Path files;
    private BootSettings sound;

    @BeforeEach
    void soundSetUp() throws IOException {
        files = Files.createDirectories(directory.resolve("files"));
        Files.write(files.resolve("vmlinuz"), LOADER);
        Files.writeString(files.resolve("initrd.img"), "initrd");
        for (String loader : List.of("undionly.kpxe", "snponly.efi", "snponly-arm64.efi")) {
            Files.write(files.resolve(loader), LOADER);
        }
        sound = BootSettings.onLoopback(files, directory.resolve("data"))
                .withListeners("127.0.0.1", List.of(freePort()))
                .withFirmware(FirmwareSettings.NONE.withTftp(freePort()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return tcp.getLocalPort();
        }
    }

    private static DoctorReport examine(BootSettings settings) {
        return BootServices.doctor(settings, Clock.systemUTC()).examine(List.of());
    }

    private static Check check(DoctorReport report, String name) {
        return report.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + report.checks()));
    }

    private static void fails(DoctorReport report, String name, String found, String remedy) {
        assertThat(check(report, name)).satisfies(check -> {
            assertThat(check.result()).isEqualTo(Result.FAILS);
            assertThat(check.found()).contains(found);
            assertThat(check.remedy()).contains(remedy);
        });
        assertThat(report.result()).isEqualTo(Result.FAILS);
    }

    private BootSettings withDhcp(DhcpMode mode, String address, String... pools) {
        return withDhcp(mode, address, Map.of(), pools);
    }

    private BootSettings withDhcp(DhcpMode mode, String address, Map<MacAddress, Ipv4> reservations, String... pools) {
        return sound.withFirmware(sound.firmware()
                .withDhcp(new DhcpSettings(
                        mode,
                        Ipv4.parse(address),
                        List.of(pools).stream()
                                .map(pool -> Subnet.parse(pool, List.of(), Duration.ofHours(1)))
                                .toList(),
                        reservations,
                        false,
                        DhcpSettings.IPXE_LOADERS,
                        directory.resolve("leases"),
                        Duration.ofSeconds(60))));
    }

    @Test
    void findsNothingThatFailsInASoundSetUpAndTellsWhereMachinesMustBeAbleToGo() {
        DoctorReport report = examine(sound);
        assertThat(report.checks()).noneMatch(check -> check.result() == Result.FAILS);
        assertThat(report.result())
                .as("only this host reaches the loopback address")
                .isEqualTo(Result.WARNING);
        int boot = sound.listening().ports().getFirst();
        int tftp = sound.firmware().tftpPort().orElseThrow();
        assertThat(report.flows())
                .extracting(Flow::rule)
                .containsExactly(
                        "nft add rule inet filter input ip daddr 127.0.0.1 tcp dport " + boot + " accept",
                        "nft add rule inet filter input ip daddr 127.0.0.1 udp dport " + tftp + " accept");
    }

    @Test
    void namesTheProgramThatHasAPort() throws IOException {
        int port = sound.firmware().tftpPort().orElseThrow();
        try (DatagramSocket other = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            assertThat(other.isBound()).isTrue();
            fails(
                    examine(sound),
                    "port udp " + port,
                    "(process " + ProcessHandle.current().pid() + ") has it",
                    "--tftp-port");
        }
    }

    @Test
    void saysThatNobodyReachesTheLoopbackAddressOfAServerOfAllAddresses() {
        BootSettings everywhere =
                sound.withListeners("0.0.0.0", sound.listening().ports());
        fails(examine(everywhere), "boot URL", "told because no URL is set", "--boot-url");
        BootSettings far = everywhere.withUrls(
                Optional.of(URI.create(
                        "http://192.0.2.7:" + sound.listening().ports().getFirst())),
                Optional.empty());
        assertThat(check(examine(far), "boot URL").found()).contains("192.0.2.7", "on no interface of this host");
        BootSettings named =
                everywhere.withUrls(Optional.of(URI.create("http://no-such-host.invalid:8481")), Optional.empty());
        fails(examine(named), "boot URL", "no-such-host.invalid has no address", "numeric address");
    }

    @Test
    void namesFilesThatAreMissingOrNotWhatTheyShouldBe() throws IOException {
        Files.delete(files.resolve("snponly-arm64.efi"));
        assertThat(check(examine(sound), "loader snponly-arm64.efi").result()).isEqualTo(Result.WARNING);
        Files.writeString(files.resolve("snponly.efi"), "<!DOCTYPE html><title>404</title>");
        fails(examine(sound), "loader snponly.efi", "is a web page", "fetch it again");
        Files.writeString(files.resolve("vmlinuz"), "no kernel at all");
        fails(examine(sound), "kernel", "vmlinuz is no Linux kernel", "digest");
        Files.write(files.resolve("initrd.img"), new byte[0]);
        fails(examine(sound), "initrd", "initrd.img is empty", "fetch it again");
        Files.delete(files.resolve("initrd.img"));
        fails(examine(sound), "initrd", "is not in", "put it there");
        for (String loader : List.of("undionly.kpxe", "snponly.efi")) {
            Files.delete(files.resolve(loader));
        }
        fails(examine(sound), "loader undionly.kpxe", "boot nothing", "package ipxe");
    }

    @Test
    void findsPoolsThatLeadNowhere() {
        BootSettings far = withDhcp(DhcpMode.AUTHORITATIVE, "127.0.0.1", "10.9.0.0/24:10.9.0.10-10.9.0.20")
                .withUrls(Optional.of(URI.create("http://192.0.2.7:8481")), Optional.empty());
        DoctorReport noWay = examine(far);
        assertThat(noWay.flows())
                .extracting(Flow::rule)
                .as("broadcasts are for no address of ours")
                .contains("nft add rule inet filter input udp dport 67 accept");
        fails(noWay, "way from 10.9.0.0/24", "told no router", "--dhcp-pool");
        DhcpSettings plain = far.firmware().dhcp().orElseThrow();
        Subnet asked = Subnet.parse(
                "10.9.0.0/24:10.9.0.10-10.9.0.20,10.9.0.1", List.of(Ipv4.parse("10.9.0.15")), Duration.ofHours(1));
        DoctorReport inPool = examine(far.withFirmware(far.firmware()
                .withDhcp(new DhcpSettings(
                        plain.mode(),
                        plain.address(),
                        List.of(asked),
                        plain.reservations(),
                        plain.strangers(),
                        plain.loaders(),
                        plain.leases(),
                        plain.offerHold()))));
        fails(inPool, "pool 10.9.0.0/24", "10.9.0.15 is told to machines as their name server", "leave it out");
        DoctorReport outside =
                examine(withDhcp(DhcpMode.AUTHORITATIVE, "127.0.0.1", "10.9.0.0/24:10.9.0.10-10.9.0.20,10.8.0.1"));
        fails(outside, "pool 10.9.0.0/24", "10.8.0.1 is in another network", "router of 10.9.0.0/24");
        DoctorReport elsewhere = examine(withDhcp(
                DhcpMode.AUTHORITATIVE,
                "192.0.2.7",
                Map.of(Rack.MAC, Ipv4.parse("172.16.0.9")),
                "192.0.2.0/24:192.0.2.10-192.0.2.20"));
        fails(elsewhere, "DHCP address", "on no interface", "--dhcp-address");
        fails(elsewhere, "reservation " + Rack.MAC, "in no network", "--dhcp-reserve");
        fails(elsewhere, "boot URL", "no other machine reaches it", "--boot-url");
    }

    @Test
    void saysThatFirmwareGetsNoLoaderWithoutTftp() {
        BootSettings noTftp = withDhcp(DhcpMode.PROXY, "127.0.0.1");
        DoctorReport report = examine(noTftp.withFirmware(
                new FirmwareSettings(Optional.empty(), noTftp.firmware().dhcp())));
        fails(report, "TFTP", "no TFTP is served", "--tftp-port 69");
    }

    @Test
    void findsWhatAPlanNamesAndFilesThatWereChangedInPlaceWhileItRuns() throws IOException {
        try (Rack rack = new Rack(directory.resolve("running"))) {
            Files.write(rack.files.resolve("vmlinuz"), LOADER);
            assertThat(rack.services.doctor().examine(List.of()).checks())
                    .as("its ports are its own")
                    .filteredOn(check -> check.name().startsWith("port"))
                    .allMatch(check -> check.result() == Result.OK);
            Digest lost = Digest.of(new byte[] {1});
            rack.plan(BootPlanKind.LOCAL_DISK, BootStage.INSTALLED, Optional.of(Rack.ATTEMPT), Optional.of(lost));
            fails(rack.services.doctor().examine(List.of()), "plans", "web-1: its user data " + lost, "deploy");
            Files.delete(rack.files.resolve("debian-12.raw"));
            rack.plan(BootPlanKind.DEPLOY, BootStage.EPHEMERAL, Optional.of(Rack.ATTEMPT), Optional.empty());
            fails(rack.services.doctor().examine(List.of()), "plans", "image debian-12.raw is not among", "image");

            Path kernel = rack.files.resolve("vmlinuz");
            FileTime time = Files.getLastModifiedTime(kernel);
            Files.write(kernel, new byte[] {'M', 'Z', 9, 9, 9});
            Files.setLastModifiedTime(kernel, time);
            fails(rack.services.doctor().examine(List.of()), "kernel", "changed in place", "touch");
        }
    }
}
