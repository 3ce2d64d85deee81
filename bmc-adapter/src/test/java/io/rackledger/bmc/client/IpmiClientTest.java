package io.rackledger.bmc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.ipmi.BootFlags;
import io.rackledger.bmc.ipmi.ChassisControl;
import io.rackledger.bmc.ipmi.ChassisStatus;
import io.rackledger.bmc.ipmi.DeviceId;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.CipherSuite;
import io.rackledger.bmc.session.Privilege;
import io.rackledger.bmc.simulated.IpmiBench;
import io.rackledger.bmc.simulated.IpmiFault;
import io.rackledger.bmc.simulated.SimulatedIpmiBmc;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our client against the simulated BMC, which foreign clients have judged, and its faults. */
final class IpmiClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(1200);

    private final IpmiBench bench = new IpmiBench();
    private final IpmiClient client = new IpmiClient();
    private SimulatedIpmiBmc bmc;
    private IpmiTarget target;

    @BeforeEach
    void start() {
        bmc = bench.start();
        target = IpmiBench.target(bmc);
    }

    @AfterEach
    void stop() {
        client.close();
        bench.close();
    }

    @Test
    void takesTheStrongerSuiteWhereItMay() throws IpmiException {
        try (IpmiSession session = client.open(target, PATIENCE)) {
            assertThat(session.suite()).isEqualTo(CipherSuite.SUITE_17);
            assertThat(session.send(DeviceId.get(), PATIENCE).ipmiVersion()).isEqualTo("2.0");
        }
    }

    @ParameterizedTest
    @EnumSource(CipherSuite.class)
    void takesWhatTheBmcLeavesItAndRemembers(CipherSuite only) throws IpmiException {
        bmc.misbehave(new IpmiFault.OnlySuite(only));
        client.open(target, PATIENCE).close();
        long before = bmc.heard();
        try (IpmiSession session = client.open(target, PATIENCE)) {
            assertThat(session.suite()).isEqualTo(only);
        }
        // Capabilities, open, two of RAKP, privilege, close.
        assertThat(bmc.heard() - before).isEqualTo(6);
    }

    @Test
    void takesASecondSuiteAfterAChangeOfFirmware() throws IpmiException {
        bmc.misbehave(new IpmiFault.OnlySuite(CipherSuite.SUITE_3));
        client.open(target, PATIENCE).close();
        bmc.misbehave(new IpmiFault.OnlySuite(CipherSuite.SUITE_17));
        try (IpmiSession session = client.open(target, PATIENCE)) {
            assertThat(session.suite()).isEqualTo(CipherSuite.SUITE_17);
        }
    }

    @Test
    void tellsAWrongPasswordAndAsksOnce() {
        IpmiTarget wrong =
                new IpmiTarget(bmc.socketAddress(), Account.of(IpmiBench.USER, "no"), Privilege.ADMINISTRATOR);
        IpmiException refused = catchThrowableOfType(IpmiException.class, () -> client.open(wrong, PATIENCE));
        assertThat(refused.kind()).isEqualTo(FailureKind.AUTH);
        assertThat(bmc.heard()).as("one login, no storm").isEqualTo(3);
    }

    @Test
    void findsTheUserUnderTheOtherLookUp() throws IpmiException {
        bmc.misbehave(new IpmiFault.NameOnly());
        client.open(target, PATIENCE).close();
        IpmiTarget unknown = new IpmiTarget(bmc.socketAddress(), Account.of("nobody", "no"), Privilege.ADMINISTRATOR);
        IpmiException refused = catchThrowableOfType(IpmiException.class, () -> client.open(unknown, PATIENCE));
        assertThat(refused.code()).isEqualTo(0x0d);
    }

    @Test
    void toleratesTagZero() throws IpmiException {
        bmc.misbehave(new IpmiFault.TagZero());
        client.open(target, PATIENCE).close();
    }

    @Test
    void beginsAnewWhenTheLastAnswerOfTheLoginIsLost() throws IpmiException {
        bmc.misbehave(new IpmiFault.LosesRakp4(1));
        try (IpmiSession session = client.open(target, PATIENCE)) {
            assertThat(session.send(ChassisStatus.get(), PATIENCE).on()).isFalse();
        }
    }

    @Test
    @Tag("full")
    void worksOverALineThatLosesAFifth() throws IpmiException {
        bmc.misbehave(new IpmiFault.Lossy(20));
        try (IpmiSession session = client.open(target, PATIENCE)) {
            for (int i = 0; i < 5; i++) {
                assertThat(session.send(ChassisStatus.get(), PATIENCE).on()).isFalse();
            }
        }
    }

    @Test
    void hearsDoubledAnswersOnce() throws IpmiException {
        bmc.misbehave(new IpmiFault.Twice());
        try (IpmiSession session = client.open(target, PATIENCE)) {
            for (int i = 0; i < 70; i++) {
                assertThat(session.send(ChassisStatus.get(), PATIENCE).on()).isFalse();
            }
        }
    }

    @Test
    void tellsApartWhatIsSilentOldFullAndSpoilt() {
        bmc.misbehave(new IpmiFault.Dead());
        assertThat(failure(SHORT).kind()).isEqualTo(FailureKind.UNREACHABLE);
        bmc.misbehave(new IpmiFault.OnlyOldIpmi());
        assertThat(failure(SHORT))
                .hasMessageContaining("IPMI 1.5 only")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.NOT_IPMI));
        bmc.misbehave(new IpmiFault.NoSessions(1));
        assertThat(failure(SHORT).kind()).isEqualTo(FailureKind.SESSIONS_FULL);
        bmc.misbehave(new IpmiFault.BadCodes());
        IpmiException spoilt = failure(SHORT);
        assertThat(spoilt.kind()).isEqualTo(FailureKind.CORRUPT);
        assertThat(spoilt).hasMessageContaining("wrong integrity code");
    }

    @Test
    void tellsWhatTheBmcAnsweredToACommand() throws IpmiException {
        try (IpmiSession session = client.open(target, PATIENCE)) {
            bmc.misbehave(new IpmiFault.Answers(0xc0, 1));
            IpmiException busy =
                    catchThrowableOfType(IpmiException.class, () -> session.send(ChassisStatus.get(), PATIENCE));
            assertThat(busy.kind()).isEqualTo(FailureKind.BUSY);
            assertThat(busy).hasMessageEndingWith("answered 0xc0 (node busy) to Get Chassis Status");
            IpmiException off = catchThrowableOfType(
                    IpmiException.class, () -> session.send(ChassisControl.RESET.command(), PATIENCE));
            assertThat(off.kind()).isEqualTo(FailureKind.WRONG_STATE);
        }
    }

    @Test
    void readsBackBootFlags() throws IpmiException {
        BootFlags flags = new BootFlags(true, true, true, BootFlags.PXE);
        try (IpmiSession session = client.open(target, PATIENCE)) {
            session.send(flags.set(), PATIENCE);
            assertThat(session.send(BootFlags.get(), PATIENCE)).isEqualTo(flags);
            bmc.misbehave(new IpmiFault.DropsBootBits());
            session.send(flags.set(), PATIENCE);
            assertThat(session.send(BootFlags.get(), PATIENCE))
                    .isEqualTo(new BootFlags(true, false, false, BootFlags.PXE));
        }
    }

    /** Asked again before it has answered, it makes new random numbers and new half-open sessions; the client must see that through. */
    @Test
    @Tag("full")
    void doesNotStormASlowBmc() throws IpmiException {
        bmc.misbehave(new IpmiFault.Slow(Duration.ofMillis(2500)));
        try (IpmiSession session = client.open(target, PATIENCE)) {
            assertThat(session.send(ChassisStatus.get(), PATIENCE).on()).isFalse();
        }
        // Seven packets, and the repeats of the first question, by which the pace is learned.
        assertThat(bmc.heard()).isLessThan(12);
    }

    private IpmiException failure(Duration patience) {
        return catchThrowableOfType(
                IpmiException.class, () -> client.open(target, patience).close());
    }
}
