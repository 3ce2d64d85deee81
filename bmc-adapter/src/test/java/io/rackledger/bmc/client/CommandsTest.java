package io.rackledger.bmc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.rackledger.bmc.driver.BmcConsole;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.Pacing;
import io.rackledger.bmc.ipmi.BmcReset;
import io.rackledger.bmc.ipmi.BootFlags;
import io.rackledger.bmc.ipmi.BootOptions;
import io.rackledger.bmc.ipmi.BootOptions.Drop;
import io.rackledger.bmc.ipmi.ChassisControl;
import io.rackledger.bmc.ipmi.ChassisIdentify;
import io.rackledger.bmc.ipmi.ChassisStatus;
import io.rackledger.bmc.ipmi.Fru;
import io.rackledger.bmc.ipmi.IpmiCommand;
import io.rackledger.bmc.ipmi.IpmiCommand.Done;
import io.rackledger.bmc.ipmi.PayloadCommands;
import io.rackledger.bmc.ipmi.RestartCause;
import io.rackledger.bmc.ipmi.SelInfo;
import io.rackledger.bmc.ipmi.SelfTest;
import io.rackledger.bmc.ipmi.Watchdog;
import io.rackledger.bmc.simulated.IpmiBench;
import io.rackledger.bmc.simulated.IpmiFault;
import io.rackledger.bmc.simulated.SimulatedIpmiBmc;
import io.rackledger.core.node.PowerState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every command against the simulated BMC, whose answers ipmitool judges in {@code ForeignIpmiClientTest}. */
final class CommandsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final IpmiBench bench = new IpmiBench();
    private final IpmiClient client = new IpmiClient();
    private SimulatedIpmiBmc bmc;
    private IpmiSession session;

    @BeforeEach
    void start() throws IpmiException {
        bmc = bench.start();
        session = client.open(IpmiBench.target(bmc), PATIENCE);
    }

    @AfterEach
    void stop() {
        session.close();
        client.close();
        bench.close();
    }

    @Test
    void readsSensorsInTheirUnits() throws IpmiException {
        bmc.changeFromOutside(PowerState.ON);
        assertThat(SensorReader.all(session, PATIENCE))
                .extracting(read -> read.sensor().name() + " (" + read.sensor().type() + "): " + read.words())
                .containsExactly(
                        "Inlet Temp (temperature): 23 °C", "Fan 1 (fan): 4200 rpm", "PSU 1 (power supply): present");
    }

    @Test
    void readsSensorsAlsoWhereReservationsAreLost() throws IpmiException {
        bmc.misbehave(new IpmiFault.LosesReservations(3));
        assertThat(SensorReader.sensors(session, PATIENCE)).hasSize(3);
        bmc.misbehave(new IpmiFault.LosesReservations(1000));
        IpmiException busy = catchThrowableOfType(IpmiException.class, () -> SensorReader.sensors(session, PATIENCE));
        assertThat(busy.kind()).isEqualTo(FailureKind.BUSY);
    }

    @Test
    void readsTheInventory() throws IpmiException {
        Fru fru = FruReader.machine(session, PATIENCE);
        assertThat(fru.product())
                .contains(new Fru.Product(
                        "Rackledger", "Simulated Machine", "RL-1", "1.0", "SIM000000", "asset-SIM000000"));
        assertThat(fru.chassis()).contains(new Fru.Chassis(23, "RL-CH1", "CSIM000000"));
        assertThat(fru.board().orElseThrow().made())
                .hasValueSatisfying(made -> assertThat(made.toString()).startsWith("2024-01-01"));
    }

    @Test
    void erasesTheEventLogAlsoWhereAReservationIsLost() throws IpmiException {
        bmc.changeFromOutside(PowerState.ON);
        assertThat(session.send(SelInfo.get(), PATIENCE).entries()).isEqualTo(1);
        bmc.misbehave(new IpmiFault.LosesReservations(2));
        try (Pacing pacing = new Pacing(new SplittableRandom(1))) {
            SelEraser.erase(session, pacing, PATIENCE);
        }
        assertThat(session.send(SelInfo.get(), PATIENCE).entries()).isZero();
    }

    @Test
    void tellsWhatDropsTheBootFlags() throws IpmiException {
        assertThat(session.send(BootOptions.drops(), PATIENCE)).contains(Drop.TIMER);
        session.send(BootFlags.keepValid(), PATIENCE);
        assertThat(session.send(BootOptions.drops(), PATIENCE)).doesNotContain(Drop.TIMER);
        bmc.misbehave(new IpmiFault.LacksBootTimer());
        IpmiException unknown =
                catchThrowableOfType(IpmiException.class, () -> session.send(BootFlags.keepValid(), PATIENCE));
        assertThat(unknown.code()).isEqualTo(0x80);
    }

    @Test
    void setsTheWatchdogGoing() throws IpmiException {
        IpmiException notSetUp =
                catchThrowableOfType(IpmiException.class, () -> session.send(Watchdog.reset(), PATIENCE));
        assertThat(notSetUp.code()).isEqualTo(0x80);
        // Set Watchdog Timer: used by the operating system, hard reset, 60 s.
        session.send(
                IpmiCommand.raw(0x06, 0x24, (byte) 4, (byte) 1, (byte) 0, (byte) 0, (byte) 0x58, (byte) 2), PATIENCE);
        session.send(Watchdog.reset(), PATIENCE);
        Watchdog told = session.send(Watchdog.get(), PATIENCE);
        assertThat(told.running()).isTrue();
        assertThat(told.use()).isEqualTo(Watchdog.Use.OPERATING_SYSTEM);
        assertThat(told.action()).isEqualTo(Watchdog.Action.HARD_RESET);
        assertThat(told.initial()).isEqualTo(Duration.ofSeconds(60));
        assertThat(told.left()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    @Test
    void asksTheRest() throws IpmiException {
        assertThat(session.send(SelfTest.get(), PATIENCE)).isEqualTo(new SelfTest(true, "passed"));
        assertThat(session.send(ChassisIdentify.on(15), PATIENCE)).isEqualTo(Done.DONE);
        assertThat(session.send(ChassisIdentify.keepOn(), PATIENCE)).isEqualTo(Done.DONE);
        assertThat(session.send(RestartCause.get(), PATIENCE)).isEqualTo(RestartCause.UNKNOWN);
        bmc.changeFromOutside(PowerState.ON);
        assertThat(session.send(RestartCause.get(), PATIENCE)).isEqualTo(RestartCause.CHASSIS_CONTROL);
        session.send(ChassisControl.RESET.command(), PATIENCE);
        // Off, and on again.
        await().untilAsserted(() ->
                assertThat(session.send(SelInfo.get(), PATIENCE).entries()).isEqualTo(3));
        assertThat(bmc.power()).isEqualTo(PowerState.ON);
        assertThat(session.send(PayloadCommands.isActive(), PATIENCE)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(BmcReset.class)
    void resetsTheBmcAndHasToLogInAgain(BmcReset reset) throws IpmiException {
        session.send(reset.command(), PATIENCE);
        IpmiException gone = catchThrowableOfType(
                IpmiException.class, () -> session.send(ChassisStatus.get(), Duration.ofMillis(300)));
        assertThat(gone.kind()).isEqualTo(FailureKind.SILENT);
        session.close();
        session = client.open(IpmiBench.target(bmc), PATIENCE);
        assertThat(session.send(ChassisStatus.get(), PATIENCE).known()).isTrue();
    }

    @Test
    void hearsAndTypesOnTheSerialConsole() throws IpmiException, InterruptedException {
        try (SolConsole console = SolConsole.open(session, BmcConsole.Busy.LEAVE, PATIENCE)) {
            bmc.print("Loading kernel ...\r\n");
            assertThat(text(console)).isEqualTo("Loading kernel ...\r\n");
            String long1 = "x".repeat(500);
            console.write(long1.getBytes(StandardCharsets.US_ASCII));
            // Nobody sits at the machine but an echo.
            bmc.print("");
            StringBuilder echoed = new StringBuilder();
            while (echoed.length() < long1.length()) {
                echoed.append(text(console));
            }
            assertThat(echoed).hasToString(long1);
        }
    }

    @Test
    void leavesTheConsoleToWhoHasItOrTakesIt() throws IpmiException, InterruptedException {
        try (SolConsole first = SolConsole.open(session, BmcConsole.Busy.LEAVE, PATIENCE);
                IpmiClient other = new IpmiClient()) {
            IpmiSession second = other.open(IpmiBench.target(bmc), PATIENCE);
            IpmiException busy = catchThrowableOfType(
                    IpmiException.class, () -> SolConsole.open(second, BmcConsole.Busy.LEAVE, PATIENCE));
            assertThat(busy.kind()).isEqualTo(FailureKind.BUSY);
            assertThat(busy).hasMessageContaining("another session");
            try (SolConsole taken = SolConsole.open(second, BmcConsole.Busy.TAKE, PATIENCE)) {
                bmc.print("mine");
                assertThat(text(taken)).isEqualTo("mine");
            }
            IpmiException taken = catchThrowableOfType(IpmiException.class, () -> first.read(PATIENCE));
            assertThat(taken.kind()).isEqualTo(FailureKind.WRONG_STATE);
            assertThat(taken).hasMessageContaining("has ended the serial console");
        }
    }

    private static String text(SolConsole console) throws IpmiException, InterruptedException {
        return new String(console.read(PATIENCE).orElseThrow(), StandardCharsets.UTF_8);
    }
}
