package io.rackledger.bmc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.ipmi.BootFlags;
import io.rackledger.bmc.ipmi.ChassisControl;
import io.rackledger.bmc.ipmi.ChassisStatus;
import io.rackledger.bmc.ipmi.DeviceId;
import io.rackledger.bmc.ipmi.IpmiCommand;
import io.rackledger.bmc.ipmi.SelEntry;
import io.rackledger.bmc.ipmi.SelInfo;
import io.rackledger.bmc.ipmi.SystemGuid;
import io.rackledger.bmc.session.CipherSuite;
import io.rackledger.bmc.session.Privilege;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our client against a BMC that others wrote. */
final class IpmiSimTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_SESSIONS = 63;

    @TempDir
    private Path folder;

    private IpmiSim sim;
    private final IpmiClient client = new IpmiClient();

    @BeforeEach
    void start() throws IOException {
        sim = IpmiSim.start(folder);
    }

    @AfterEach
    void stop() {
        client.close();
        sim.close();
    }

    @Test
    void fallsBackToSuiteThreeAndTellsWhoTheBmcIs() throws IpmiException {
        try (IpmiSession session = client.open(sim.admin(), PATIENCE)) {
            assertThat(session.suite()).isEqualTo(CipherSuite.SUITE_3);
            DeviceId device = session.send(DeviceId.get(), PATIENCE);
            assertThat(device.ipmiVersion()).isEqualTo("2.0");
            assertThat(device.manufacturer()).isEqualTo(0x1291);
            assertThat(session.send(SystemGuid.get(), PATIENCE).hex()).isEqualTo(IpmiSim.GUID);
        }
    }

    @Test
    void switchesOnAndOffAndReadsIt() throws IpmiException, IOException {
        try (IpmiSession session = client.open(sim.admin(), PATIENCE)) {
            assertThat(session.send(ChassisStatus.get(), PATIENCE).on()).isFalse();
            session.send(ChassisControl.ON.command(), PATIENCE);
            assertThat(session.send(ChassisStatus.get(), PATIENCE).on()).isTrue();
            assertThat(sim.power()).isEqualTo("1");
            session.send(ChassisControl.OFF.command(), PATIENCE);
            assertThat(session.send(ChassisStatus.get(), PATIENCE).on()).isFalse();
        }
    }

    @Test
    void setsTheBootDevice() throws IpmiException, IOException {
        try (IpmiSession session = client.open(sim.admin(), PATIENCE)) {
            session.send(new BootFlags(true, false, false, BootFlags.PXE).set(), PATIENCE);
            assertThat(session.send(BootFlags.get(), PATIENCE).device()).isEqualTo(BootFlags.PXE);
        }
        assertThat(sim.calls()).contains("set boot pxe");
    }

    @Test
    void readsItsEventLog() throws IpmiException {
        try (IpmiSession session = client.open(sim.admin(), PATIENCE)) {
            int before = session.send(SelInfo.get(), PATIENCE).entries();
            for (int offset : List.of(1, 3, 2)) {
                byte direction = (byte) (offset == 3 ? 0xef : 0x6f);
                session.send(
                        SelEntry.add(
                                (byte) 0,
                                (byte) 0,
                                (byte) 2,
                                (byte) 0,
                                (byte) 0,
                                (byte) 0,
                                (byte) 0,
                                (byte) 0x20,
                                (byte) 0,
                                (byte) 4,
                                (byte) (offset == 2 ? 0x1e : 0x08),
                                (byte) 0x51,
                                direction,
                                (byte) offset,
                                (byte) 0xff,
                                (byte) 0xff),
                        PATIENCE);
            }
            assertThat(session.send(SelInfo.get(), PATIENCE).entries()).isEqualTo(before + 3);
            List<SelEntry> newest = SelReader.newest(session, 3, PATIENCE);
            assertThat(newest.stream().map(SelEntry::words))
                    .containsExactly(
                            "power supply #0x51: failure",
                            "power supply #0x51: input lost, over",
                            "boot error #0x51: PXE server not found");
            assertThat(SelReader.newest(session, 1, PATIENCE)).containsExactly(newest.getLast());
        }
    }

    @Test
    void tellsAWrongPasswordFromAnUnknownUser() {
        IpmiException password = failure(sim.as("admin", "wrong"));
        assertThat(password.kind()).isEqualTo(FailureKind.AUTH);
        assertThat(password.stage()).isEqualTo(Stage.RAKP_2);
        assertThat(password).hasMessageContaining("another password");

        IpmiException user = failure(sim.as("nobody", "s3cret"));
        assertThat(user.kind()).isEqualTo(FailureKind.AUTH);
        assertThat(user.code()).isEqualTo(0x0d);
    }

    @Test
    void tellsThatTheSessionMayNotDoIt() throws IpmiException {
        IpmiTarget target = new IpmiTarget(sim.address(), sim.admin().account(), Privilege.USER);
        try (IpmiSession session = client.open(target, PATIENCE)) {
            assertThat(session.send(ChassisStatus.get(), PATIENCE).on()).isFalse();
            IpmiException refused = catchThrowableOfType(
                    IpmiException.class, () -> session.send(ChassisControl.ON.command(), PATIENCE));
            assertThat(refused.kind()).isEqualTo(FailureKind.PRIVILEGE);
            assertThat(refused).hasMessageContaining("insufficient privilege level");
        }
    }

    @Test
    void tellsThatAllSessionsAreTakenAndGetsOneWhenAnotherEnds() throws IpmiException {
        List<IpmiClient> clients = new ArrayList<>();
        List<IpmiSession> sessions = new ArrayList<>();
        try {
            for (int i = 0; i < MOST_SESSIONS; i++) {
                clients.add(new IpmiClient());
                sessions.add(clients.get(i).open(sim.admin(), PATIENCE));
            }
            IpmiException full = failure(sim.admin());
            assertThat(full.kind()).isEqualTo(FailureKind.SESSIONS_FULL);
            assertThat(full.stage()).isEqualTo(Stage.OPEN_SESSION);
            sessions.getFirst().close();
            try (IpmiSession session = client.open(sim.admin(), PATIENCE)) {
                assertThat(session.send(DeviceId.get(), PATIENCE).updating()).isFalse();
            }
        } finally {
            sessions.forEach(IpmiSession::close);
            clients.forEach(IpmiClient::close);
        }
    }

    @Test
    void needsTheBmcKeyWhereThereIsOne() throws IOException, IpmiException {
        Path other = folder.resolve("keyed");
        Files.createDirectories(other);
        try (IpmiSim keyed = IpmiSim.start(other, "bmc-key-1")) {
            IpmiException without = failure(keyed.admin());
            assertThat(without.kind()).isEqualTo(FailureKind.KG);
            assertThat(without.stage()).isEqualTo(Stage.RAKP_4);
            IpmiTarget target = keyed.admin();
            IpmiTarget with = new IpmiTarget(
                    target.address(),
                    target.account().withKg("bmc-key-1".getBytes(StandardCharsets.US_ASCII)),
                    target.privilege());
            try (IpmiSession session = client.open(with, PATIENCE)) {
                assertThat(session.send(ChassisStatus.get(), PATIENCE).on()).isFalse();
            }
        }
    }

    @Test
    void tellsWhatTheBmcRefused() throws IpmiException {
        try (IpmiSession session = client.open(sim.admin(), PATIENCE)) {
            IpmiException refused = catchThrowableOfType(
                    IpmiException.class, () -> session.send(IpmiCommand.raw(0x06, 0x7e), PATIENCE));
            assertThat(refused.kind()).isEqualTo(FailureKind.UNSUPPORTED);
            assertThat(refused.code()).isEqualTo(0xc1);
        }
    }

    /** A cycle whose answer is lost is sent once, so it happens at most once. */
    @Test
    void neverRepeatsWhatMustHappenOnce() throws IpmiException, IOException {
        sim.fault("delay", "3");
        try (IpmiSession session = client.open(sim.admin(), PATIENCE)) {
            IpmiException silent = catchThrowableOfType(
                    IpmiException.class, () -> session.send(ChassisControl.RESET.command(), Duration.ofMillis(1500)));
            assertThat(silent.kind()).isEqualTo(FailureKind.SILENT);
        }
        assertThat(sim.calls().lines().filter(line -> line.startsWith("set reset")))
                .hasSizeLessThan(2);
    }

    @Test
    void tellsADeadAddressFromASilentBmc() throws IpmiException {
        try (IpmiSession session = client.open(sim.admin(), PATIENCE)) {
            sim.kill();
            IpmiException silent = catchThrowableOfType(
                    IpmiException.class, () -> session.send(DeviceId.get(), Duration.ofSeconds(2)));
            assertThat(silent.kind()).isEqualTo(FailureKind.SILENT);
        }
        IpmiException dead =
                catchThrowableOfType(IpmiException.class, () -> client.open(sim.admin(), Duration.ofMillis(1500)));
        assertThat(dead.kind()).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(dead.stage()).isEqualTo(Stage.CAPABILITIES);
    }

    private IpmiException failure(IpmiTarget target) {
        return catchThrowableOfType(
                IpmiException.class, () -> client.open(target, PATIENCE).close());
    }
}
