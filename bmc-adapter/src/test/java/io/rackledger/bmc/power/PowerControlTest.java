package io.rackledger.bmc.power;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.bmc.BmcBench;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Pacing;
import io.rackledger.bmc.redfish.RedfishDriver;
import io.rackledger.bmc.simulated.BmcFault;
import io.rackledger.bmc.simulated.PowerListener;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.BmcWork;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerOutcome.Confirmed;
import io.rackledger.core.node.PowerOutcome.Failed;
import io.rackledger.core.node.PowerRequest;
import io.rackledger.core.node.PowerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The power control against a simulated BMC, over real HTTP. */
final class PowerControlTest {
    private static final PowerPace QUICK =
            new PowerPace(Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofMillis(20));
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(2_500);

    private final BmcBench bench = new BmcBench();
    private final RedfishDriver driver = new RedfishDriver(CLOCK, Optional.empty(), Runnable::run);
    private final PowerControl control = control(CLOCK, QUICK);

    private static PowerControl control(Clock clock, PowerPace pace) {
        return new PowerControl(clock, new Pacing(new SplittableRandom(7)), pace, new Standstill(clock));
    }

    @AfterEach
    void stop() {
        driver.close();
        bench.close();
    }

    @Test
    void switchesOnAndBelievesOnlyTheReadState() {
        SimulatedRedfishBmc bmc = bench.open();
        assertThat(perform(bmc, PowerAction.ON, PATIENCE)).contains(new Confirmed(PowerState.ON));
        assertThat(bmc.power()).isEqualTo(PowerState.ON);
    }

    @Test
    void rebootsByOffAndOnWithTheBootDeviceSetInBetween() {
        SimulatedRedfishBmc bmc = bench.open();
        bmc.changeFromOutside(PowerState.ON);
        List<String> seen = story(bmc);
        PowerRequest request = new PowerRequest(
                new PowerRequestId(1), PowerAction.REBOOT, Optional.of(BootDevice.PXE), false, in(PATIENCE));
        assertThat(perform(bmc, request, false)).contains(new Confirmed(PowerState.ON));
        assertThat(seen).containsExactly("off", "on from Optional[PXE]");
    }

    @Test
    void believesTheWantedStateAlsoWhereItBeganShortlyBeforeTheEnd() {
        SimulatedRedfishBmc bmc = bench.open();
        bmc.changeFromOutside(PowerState.ON);
        PowerControl late = control(
                CLOCK,
                new PowerPace(
                        Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofMillis(50), Duration.ofMillis(20)));
        PowerRequest request = new PowerRequest(
                new PowerRequestId(1), PowerAction.ON, Optional.empty(), false, in(Duration.ofMinutes(1)));
        try (BmcSession session = driver.open(bmc.address(), Optional.empty())) {
            assertThat(late.perform(
                            RecordingJournal.task(request, CLOCK.instant(), true, () -> true),
                            session,
                            new RecordingJournal()))
                    .contains(new Confirmed(PowerState.ON));
        } catch (BmcTrouble e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void switchesAMachineOnlyOnThatAnEarlierProcessSwitchedOff() {
        SimulatedRedfishBmc bmc = bench.open();
        Instant requestedAt = CLOCK.instant().minusSeconds(30);
        bmc.changeFromOutside(PowerState.ON);
        List<String> seen = story(bmc);
        assertThat(perform(bmc, takenUp(requestedAt, BmcWork.PRESS_OFF), Optional.empty()))
                .contains(new Confirmed(PowerState.ON));
        assertThat(seen).as("the BMC tells that it was reset").isEmpty();
    }

    @Test
    void switchesAMachineNotOffThatAnEarlierProcessWasAboutToSwitchOn() {
        SimulatedRedfishBmc bmc = bench.open();
        bmc.changeFromOutside(PowerState.ON);
        List<String> seen = story(bmc);
        assertThat(perform(bmc, takenUp(CLOCK.instant().plusSeconds(5), BmcWork.PRESS_ON), Optional.empty()))
                .contains(new Confirmed(PowerState.ON));
        assertThat(seen).isEmpty();
    }

    private static PowerTask takenUp(Instant requestedAt, BmcWork begun) {
        PowerRequest reboot =
                new PowerRequest(new PowerRequestId(1), PowerAction.REBOOT, Optional.empty(), false, in(PATIENCE));
        return new PowerTask(
                reboot, requestedAt, true, new PowerProgress(Optional.of(begun), 3), Optional.empty(), () -> true);
    }

    @Test
    void pressesNothingAfterItStoodStillAndAnotherHasTakenOver() {
        SimulatedRedfishBmc bmc = bench.open();
        bmc.changeFromOutside(PowerState.ON);
        List<String> seen = story(bmc);
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<Instant> time = new AtomicReference<>(CLOCK.instant());
        InstantSource source = time::get;
        Clock stopped = source.withZone(ZoneOffset.UTC);
        PowerControl sleeper = control(stopped, QUICK);
        PowerRequest request = new PowerRequest(
                new PowerRequestId(1),
                PowerAction.REBOOT,
                Optional.empty(),
                false,
                time.get().plusSeconds(120));
        // Stands still before its first act; the others' report comes a few looks later.
        PowerTask task = RecordingJournal.task(request, time.get(), false, () -> {
            if (asked.incrementAndGet() == 1) {
                time.updateAndGet(before -> before.plusSeconds(8));
            }
            return asked.get() < 6;
        });
        try (BmcSession session = driver.open(bmc.address(), Optional.empty())) {
            assertThat(sleeper.perform(task, session, new RecordingJournal())).isEmpty();
        } catch (BmcTrouble e) {
            throw new AssertionError(e);
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void namesAddressAndAnswerWhenTheBmcDoesNothing() {
        SimulatedRedfishBmc bmc = bench.open();
        bmc.misbehave(new BmcFault.IgnoresResets());
        Failed failed = failed(perform(bmc, PowerAction.ON, SHORT));
        assertThat(failed.code()).isEqualTo(FailureCode.POWER_NOT_CHANGED);
        assertThat(failed.detail())
                .contains(bmc.address().authority())
                .contains("answered 204 to ComputerSystem.Reset On (2 times)")
                .contains("last read OFF");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PoweringOn", "PoweringOff", ""})
    void pressesNothingWhileTheBmcTellsNoStateToActOn(String told) {
        SimulatedRedfishBmc bmc = bench.open();
        List<String> seen = story(bmc);
        bmc.misbehave(new BmcFault.TellsPower(10_000, told));
        Failed failed = failed(perform(bmc, PowerAction.ON, SHORT));
        assertThat(failed.code()).isEqualTo(FailureCode.BMC_REFUSED);
        assertThat(failed.detail()).contains("tells no power state to act on");
        assertThat(seen).isEmpty();
    }

    /** It tells twice what was asked for, and then that nothing happened. */
    @Test
    void believesNoStateThatIsToldBeforeTheSettleTimeIsOver() throws Exception {
        SimulatedRedfishBmc bmc = bench.open();
        bmc.misbehave(new BmcFault.PretendsReset(2));
        PowerControl patient = control(
                CLOCK,
                new PowerPace(
                        Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofSeconds(1)));
        PowerRequest on =
                new PowerRequest(new PowerRequestId(1), PowerAction.ON, Optional.empty(), false, in(PATIENCE));
        RecordingJournal journal = new RecordingJournal();
        try (BmcSession session = driver.open(bmc.address(), Optional.empty())) {
            assertThat(patient.perform(RecordingJournal.task(on, CLOCK.instant(), false, () -> true), session, journal))
                    .contains(new Confirmed(PowerState.ON));
        }
        assertThat(bmc.power()).isEqualTo(PowerState.ON);
        assertThat(journal.lines()).containsSubsequence("READ_POWER ON", "READ_POWER ON", "READ_POWER OFF");
    }

    @Test
    void looksAgainWhereTheBmcTellsNoStateAtFirst() throws Exception {
        SimulatedRedfishBmc bmc = bench.open();
        bmc.misbehave(new BmcFault.TellsPower(4, "PoweringOff"));
        PowerRequest on =
                new PowerRequest(new PowerRequestId(1), PowerAction.ON, Optional.empty(), false, in(PATIENCE));
        RecordingJournal journal = new RecordingJournal();
        try (BmcSession session = driver.open(bmc.address(), Optional.empty())) {
            assertThat(control.perform(RecordingJournal.task(on, CLOCK.instant(), false, () -> true), session, journal))
                    .contains(new Confirmed(PowerState.ON));
        }
        assertThat(journal.lines()).containsSubsequence("READ_POWER UNKNOWN", "READ_POWER OFF", "begin PRESS_ON");
    }

    @Test
    void failsAtOnceWhenTheAccountIsRefused() {
        SimulatedRedfishBmc bmc = bench.guarded();
        Failed failed = failed(perform(bmc, PowerAction.ON, PATIENCE));
        assertThat(failed.code()).isEqualTo(FailureCode.BMC_REFUSED);
        assertThat(failed.detail()).contains("answered 401").doesNotContain("canary");
    }

    @Test
    void usesTheAccountThatItIsGiven() {
        SimulatedRedfishBmc bmc = bench.guarded();
        PowerTask task = RecordingJournal.task(read(PATIENCE), CLOCK.instant(), false, () -> true);
        assertThat(perform(bmc, task, Optional.of(BmcBench.ADMIN))).contains(new Confirmed(PowerState.OFF));
    }

    @Test
    void outwaitsABusyBmc() {
        SimulatedRedfishBmc bmc = bench.open();
        bmc.misbehave(new BmcFault.Busy(3));
        assertThat(perform(bmc, PowerAction.ON, PATIENCE)).contains(new Confirmed(PowerState.ON));
    }

    @Test
    void tellsRefusalWhenTheBmcStaysBusyToTheEnd() {
        SimulatedRedfishBmc bmc = bench.open();
        bmc.misbehave(new BmcFault.Busy(10_000));
        Failed failed = failed(perform(bmc, PowerAction.ON, Duration.ofSeconds(3)));
        assertThat(failed.code()).isEqualTo(FailureCode.BMC_REFUSED);
        assertThat(failed.detail()).contains("answered 503").contains("temporarily unavailable");
    }

    @Test
    void tellsUnreachableWhenNobodyAnswers() {
        SimulatedRedfishBmc gone = bench.open();
        gone.close();
        Failed refusedConnection = failed(perform(gone, PowerAction.ON, SHORT));
        assertThat(refusedConnection.code()).isEqualTo(FailureCode.BMC_UNREACHABLE);
        assertThat(refusedConnection.detail())
                .contains(gone.address().authority())
                .contains("nobody listens there");

        SimulatedRedfishBmc silent = bench.open();
        silent.misbehave(new BmcFault.Silent());
        Failed unanswered = failed(perform(silent, PowerAction.READ, SHORT));
        assertThat(unanswered.code()).isEqualTo(FailureCode.BMC_UNREACHABLE);
        assertThat(unanswered.detail()).contains("did not answer GET /redfish/v1/");
    }

    @Test
    void stopsWithoutAReportWhenNobodyWantsItAnyMore() {
        SimulatedRedfishBmc bmc = bench.open();
        bmc.misbehave(new BmcFault.IgnoresResets());
        AtomicInteger asked = new AtomicInteger();
        PowerRequest on =
                new PowerRequest(new PowerRequestId(1), PowerAction.ON, Optional.empty(), false, in(PATIENCE));
        PowerTask task = RecordingJournal.task(on, CLOCK.instant(), false, () -> asked.incrementAndGet() < 4);
        assertThat(perform(bmc, task, Optional.empty())).isEmpty();
    }

    @Test
    void doesAfterTheDeadlineWhatTheNodeStillWaitsFor() {
        SimulatedRedfishBmc bmc = bench.open();
        assertThat(perform(bmc, late(Duration.ofSeconds(17)), Optional.empty())).contains(new Confirmed(PowerState.ON));
    }

    @Test
    void givesARequestThatCameShortlyBeforeItsEndTheTimeThatItNeeds() {
        SimulatedRedfishBmc bmc = bench.open();
        bmc.misbehave(new BmcFault.Busy(3));
        assertThat(perform(bmc, late(Duration.ofMillis(-5)), Optional.empty())).contains(new Confirmed(PowerState.ON));
    }

    @Test
    void doesNothingLongAfterTheDeadline() {
        SimulatedRedfishBmc bmc = bench.open();
        Failed failed = failed(perform(bmc, late(Duration.ofSeconds(61)), Optional.empty()));
        assertThat(failed.detail()).contains("long after its deadline");
        assertThat(bmc.power()).isEqualTo(PowerState.OFF);
    }

    @Test
    void touchesNoBmcThatBelongsToAnotherMachine() {
        SimulatedRedfishBmc bmc = bench.open();
        PowerRequest on =
                new PowerRequest(new PowerRequestId(1), PowerAction.ON, Optional.empty(), false, in(PATIENCE));
        BmcIdentity enrolled = new BmcIdentity("", "SIM-OTHER");
        PowerTask task =
                new PowerTask(on, CLOCK.instant(), false, PowerProgress.NONE, Optional.of(enrolled), () -> true);
        Failed failed = failed(perform(bmc, task, Optional.empty()));
        assertThat(failed.code()).isEqualTo(FailureCode.BMC_OF_OTHER_MACHINE);
        assertThat(failed.detail())
                .contains("SIM-OTHER")
                .contains("nothing was switched")
                .contains("trust the BMC");
        assertThat(bmc.power()).isEqualTo(PowerState.OFF);
    }

    @Test
    void switchesNothingThatTheLogDoesNotTakeDownBefore() throws Exception {
        SimulatedRedfishBmc bmc = bench.open();
        PowerRequest on = new PowerRequest(new PowerRequestId(1), PowerAction.ON, Optional.empty(), false, in(SHORT));
        try (BmcSession session = driver.open(bmc.address(), Optional.empty())) {
            PowerTask task = RecordingJournal.task(on, CLOCK.instant(), false, () -> true);
            assertThat(failed(control.perform(task, session, new RecordingJournal().refusing()))
                            .detail())
                    .contains("the log takes nothing");
        }
        assertThat(bmc.power()).isEqualTo(PowerState.OFF);
    }

    @Test
    void writesDownWhatItDoesInTheOrderInWhichItDoesIt() throws Exception {
        SimulatedRedfishBmc bmc = bench.open();
        PowerRequest on = new PowerRequest(
                new PowerRequestId(1), PowerAction.ON, Optional.of(BootDevice.PXE), false, in(PATIENCE));
        RecordingJournal journal = new RecordingJournal();
        try (BmcSession session = driver.open(bmc.address(), Optional.empty())) {
            control.perform(RecordingJournal.task(on, CLOCK.instant(), false, () -> true), session, journal);
        }
        assertThat(journal.lines())
                .startsWith(
                        "IDENTIFY " + bmc.identity().words(),
                        "identified " + bmc.identity().words(),
                        "SET_BOOT_DEVICE PXE for the next boot",
                        "READ_POWER OFF",
                        "begin PRESS_ON",
                        "PRESS_ON answered 204 to ComputerSystem.Reset On")
                .endsWith("READ_POWER ON", "READ_POWER ON");
    }

    /** A request that had a minute, which is over since so long. */
    private static PowerTask late(Duration by) {
        Instant deadline = CLOCK.instant().minus(by);
        PowerRequest on = new PowerRequest(new PowerRequestId(1), PowerAction.ON, Optional.empty(), false, deadline);
        return RecordingJournal.task(on, deadline.minusSeconds(60), false, () -> true);
    }

    private static List<String> story(SimulatedRedfishBmc bmc) {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        bmc.listen(new PowerListener() {
            @Override
            public void poweredOn(Optional<BootDevice> override) {
                seen.add("on from " + override);
            }

            @Override
            public void poweredOff() {
                seen.add("off");
            }
        });
        return seen;
    }

    private static Instant in(Duration time) {
        return CLOCK.instant().plus(time);
    }

    private static PowerRequest read(Duration time) {
        return new PowerRequest(new PowerRequestId(1), PowerAction.READ, Optional.empty(), false, in(time));
    }

    private static Failed failed(Optional<PowerOutcome> outcome) {
        assertThat(outcome).get().isInstanceOf(Failed.class);
        return (Failed) outcome.orElseThrow();
    }

    private Optional<PowerOutcome> perform(SimulatedRedfishBmc bmc, PowerAction action, Duration time) {
        return perform(bmc, new PowerRequest(new PowerRequestId(1), action, Optional.empty(), false, in(time)), false);
    }

    private Optional<PowerOutcome> perform(SimulatedRedfishBmc bmc, PowerRequest request, boolean takenUp) {
        return perform(bmc, RecordingJournal.task(request, CLOCK.instant(), takenUp, () -> true), Optional.empty());
    }

    private Optional<PowerOutcome> perform(SimulatedRedfishBmc bmc, PowerTask task, Optional<Credential> account) {
        try (BmcSession session = driver.open(bmc.address(), account)) {
            return control.perform(task, session, new RecordingJournal());
        } catch (BmcTrouble e) {
            throw new AssertionError(e);
        }
    }
}
