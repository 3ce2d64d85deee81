package io.rackledger.bmc.power;

import io.rackledger.bmc.driver.BootChoice;
import io.rackledger.bmc.driver.Button;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerRequest;
import io.rackledger.core.node.PowerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a power request comes down to. */
sealed interface PowerStep {
    /** Ask the BMC which machine it belongs to; another one than the given is touched no further. */
    record Identify(Optional<BmcIdentity> machine) implements PowerStep {}

    /** Read until two reads agree. */
    record Read() implements PowerStep {}

    /** Press the button until the BMC tells this state, twice. */
    record Reach(PowerState state, Button button) implements PowerStep {}

    /** Set the boot device. */
    record SetBootDevice(BootChoice choice) implements PowerStep {}

    /** How much of a request an earlier process has done. */
    enum Done {
        NOTHING,
        /** The machine was switched off for a reboot. */
        OFF,
        /** The machine was about to be switched on again. */
        ON
    }

    /** The steps that are left of a request. The boot device is set as late as possible: some BMCs forget it when power is cut. */
    static List<PowerStep> of(PowerRequest request, Optional<BmcIdentity> machine, Done done) {
        List<PowerStep> steps = new ArrayList<>();
        if (request.action() != PowerAction.READ || request.bootDevice().isPresent()) {
            steps.add(new Identify(machine));
        }
        if (done == Done.NOTHING) {
            offForReboot(request.action()).ifPresent(steps::add);
        }
        if (done != Done.ON) {
            request.bootDevice()
                    .ifPresent(device -> steps.add(
                            new SetBootDevice(new BootChoice(device, request.persistent(), request.bootMode()))));
        }
        steps.add(last(request.action()));
        return List.copyOf(steps);
    }

    private static Optional<PowerStep> offForReboot(PowerAction action) {
        return switch (action) {
            case READ, ON, OFF, SOFT_OFF -> Optional.empty();
            case REBOOT -> Optional.of(new Reach(PowerState.OFF, Button.FORCE_OFF));
            case SOFT_REBOOT -> Optional.of(new Reach(PowerState.OFF, Button.SOFT_OFF));
        };
    }

    private static PowerStep last(PowerAction action) {
        return switch (action) {
            case READ -> new Read();
            case ON, REBOOT, SOFT_REBOOT -> new Reach(PowerState.ON, Button.ON);
            case OFF -> new Reach(PowerState.OFF, Button.FORCE_OFF);
            case SOFT_OFF -> new Reach(PowerState.OFF, Button.SOFT_OFF);
        };
    }
}
