package io.rackledger.bmc.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.BootChoice;
import io.rackledger.bmc.driver.Button;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.simulated.IpmiFault;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Power and boot device. */
final class PowerRows {
    private static final Duration A_WHILE = Duration.ofMillis(1500);
    private static final int CONTROL_FAULT_AND_POWER_FAULT = 0x18;

    private PowerRows() {}

    static List<Row> rows() {
        return List.of(
                Row.fails(
                        22,
                        FailureKind.NO_EFFECT,
                        "power on is answered well, and the machine stays off",
                        "the state is read until the deadline; one more press at half time; then the failure with what"
                                + " was answered",
                        "look at power supplies and cables, and at the BMC's event log (bmc sel)",
                        "answered 0x00 to Chassis Control ON (2 times), but the power state read",
                        stand -> stand.with(new IpmiFault.IgnoresPower())
                                .request(PowerAction.ON, Optional.empty(), A_WHILE)),
                Row.survived(
                        23,
                        "power off of a machine that is off is refused with 0xd5",
                        "the state is read first, and what is so already is not asked for; a refusal is tried again"
                                + " after a look",
                        "nothing",
                        stand -> {
                            stand.with(new IpmiFault.RefusesWhatIsSo());
                            Optional<Row.Left> refused =
                                    stand.work(session -> session.press(Button.FORCE_OFF, Stand.in(Stand.PATIENCE)));
                            assertThat(refused.map(Row.Left::kind)).contains(FailureKind.WRONG_STATE);
                            return stand.request(PowerAction.OFF, Optional.empty(), Stand.PATIENCE);
                        }),
                Row.survived(
                        24,
                        "cycle or reset of a machine that is off does nothing",
                        "a reboot is off, seen to be off, then on",
                        "nothing",
                        stand -> stand.request(PowerAction.REBOOT, Optional.empty(), Stand.PATIENCE)),
                Row.survived(
                        25,
                        "a cycle leaves the machine off for a while",
                        "off and on are asked for one after the other, each until it is seen twice",
                        "nothing",
                        stand -> {
                            stand.bmc().changeFromOutside(PowerState.ON);
                            return stand.request(PowerAction.REBOOT, Optional.empty(), Stand.PATIENCE);
                        }),
                Row.fails(
                        26,
                        FailureKind.NO_EFFECT,
                        "a soft power off is ignored by the operating system, or takes minutes",
                        "waited for until the deadline, then told; a hard power off is never put in its place unasked",
                        "switch off hard: power off",
                        "answered 0x00 to Chassis Control SOFT_OFF",
                        stand -> {
                            stand.bmc().changeFromOutside(PowerState.ON);
                            return stand.with(new IpmiFault.IgnoresSoftOff())
                                    .request(PowerAction.SOFT_OFF, Optional.empty(), A_WHILE);
                        }),
                Row.survived(
                        27,
                        "the power state of before is told for 7 to 60 s after a change",
                        "the wanted state must be read twice; the wrong one is no failure before the deadline",
                        "nothing",
                        stand -> stand.with(new IpmiFault.Stale(Duration.ofMillis(300)))
                                .request(PowerAction.ON, Optional.empty(), Stand.PATIENCE)),
                Row.fails(
                        28,
                        FailureKind.UNKNOWN_STATE,
                        "it tells no power state (0xff) while it starts itself",
                        "the last known state stands; nothing is pressed on an unknown one",
                        "wait until it is up; reset the BMC if it stays so",
                        "tells no power state (0xff",
                        PowerRows::unknown),
                Row.survived(
                        29,
                        "the power changed without us: a button, a loss of power",
                        "the observer reads it, and the drift is an event with a policy, to record or to enforce",
                        "find out who did it, or let it be enforced",
                        stand -> {
                            stand.bmc().changeFromOutside(PowerState.ON);
                            return stand.work(session -> assertThat(session.readPower(Stand.in(Stand.PATIENCE)))
                                    .isEqualTo(PowerState.ON));
                        }),
                Row.fails(
                        30,
                        FailureKind.BOOT_LOST,
                        "the boot device is dropped 60 s after it was set, or at once",
                        "option 3 against the timer where it is known; set last, read back, power right after it",
                        "update the BMC's firmware, or let the machine's firmware boot from the network first",
                        "took boot device 1 (PXE), but reads back none",
                        PowerRows::forgotten),
                Row.survived(
                        31,
                        "the UEFI and persistent bits of the boot device are dropped, or one start is taken for all",
                        "read back and compared; set again before each start that we make; a line in our log tells it",
                        "nothing, if the machine's firmware boots from the network first",
                        stand -> stand.with(new IpmiFault.DropsBootBits())
                                .work(session -> session.setBootDevice(
                                        new BootChoice(BootDevice.DISK, true), Stand.in(Stand.PATIENCE)))),
                Row.notSimulable(
                        32,
                        Optional.of(FailureKind.BOOT_LOST),
                        "a maker has boot device codes of its own, as for a UEFI disk",
                        "only PXE and disk are ever set, by the codes of the specification; another code that is read"
                                + " back is a failure",
                        "tell us the maker's code",
                        "which codes a maker takes is known on its hardware only; row 30 shows what follows"),
                Row.fails(
                        33,
                        FailureKind.UNSUPPORTED,
                        "setting the boot device is never answered, and power works",
                        "told apart from a dead BMC by one more question",
                        "let the machine's firmware boot from the network first",
                        "answers everything but Set System Boot Options",
                        PowerRows::silentOnBoot),
                Row.fails(
                        46,
                        FailureKind.NO_EFFECT,
                        "its chassis status tells of faults: overload, interlock, power fault, control fault",
                        "what it tells stands in the failure",
                        "replace the part",
                        "tells of [POWER_FAULT, CONTROL_FAULT] in its chassis status",
                        stand -> stand.with(new IpmiFault.PowerFault(CONTROL_FAULT_AND_POWER_FAULT))
                                .request(PowerAction.ON, Optional.empty(), A_WHILE)));
    }

    private static Optional<Row.Left> unknown(Stand stand) throws BmcTrouble {
        stand.with(new IpmiFault.NoPowerState());
        try (BmcSession session = stand.session()) {
            session.readPower(Stand.in(Stand.PATIENCE));
            return Optional.empty();
        } catch (BmcTrouble trouble) {
            assertThat(trouble.retryable()).isTrue();
            assertThat(stand.bmc().power()).isEqualTo(PowerState.OFF);
            return Optional.of(Stand.left(trouble));
        }
    }

    private static Optional<Row.Left> forgotten(Stand stand) {
        // Without the option against the timer the device is kept for what comes right after it.
        assertThat(stand.with(new IpmiFault.LacksBootTimer())
                        .work(session ->
                                session.setBootDevice(new BootChoice(BootDevice.PXE, false), Stand.in(Stand.PATIENCE))))
                .isEmpty();
        return stand.with(new IpmiFault.ForgetsBoot())
                .work(session ->
                        session.setBootDevice(new BootChoice(BootDevice.PXE, false), Stand.in(Stand.PATIENCE)));
    }

    private static Optional<Row.Left> silentOnBoot(Stand stand) {
        return stand.work(session -> {
            session.readPower(Stand.in(Stand.PATIENCE));
            stand.with(new IpmiFault.SilentOnBootOptions());
            // Half of it goes to the question that is never answered.
            session.setBootDevice(new BootChoice(BootDevice.PXE, false), Stand.in(Duration.ofSeconds(4)));
        });
    }
}
