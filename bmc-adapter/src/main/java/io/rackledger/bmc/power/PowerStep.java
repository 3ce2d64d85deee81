package io.rackledger.bmc.power;

import io.rackledger.bmc.driver.Button;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.PowerRequest;
import io.rackledger.core.node.PowerState;
import java.util.ArrayList;
import java.util.List;

/** What a power request comes down to. */
sealed interface PowerStep {
    /** Read until two reads agree. */
    record Read() implements PowerStep {}

    /** Press the button until the BMC tells this state, twice. */
    record Reach(PowerState state, Button button) implements PowerStep {}

    /** Set the boot device. */
    record SetBootDevice(BootDevice device, boolean persistent) implements PowerStep {}

    /** The steps of a request. The boot device is set as late as possible: some BMCs forget it when power is cut. */
    static List<PowerStep> of(PowerRequest request) {
        PowerStep off = new Reach(PowerState.OFF, Button.FORCE_OFF);
        PowerStep softOff = new Reach(PowerState.OFF, Button.SOFT_OFF);
        PowerStep on = new Reach(PowerState.ON, Button.ON);
        List<PowerStep> before = switch (request.action()) {
            case READ, ON, OFF, SOFT_OFF -> List.of();
            case REBOOT -> List.of(off);
            case SOFT_REBOOT -> List.of(softOff);
        };
        PowerStep last = switch (request.action()) {
            case READ -> new Read();
            case ON, REBOOT, SOFT_REBOOT -> on;
            case OFF -> off;
            case SOFT_OFF -> softOff;
        };
        List<PowerStep> steps = new ArrayList<>(before);
        request.bootDevice().ifPresent(device -> steps.add(new SetBootDevice(device, request.persistent())));
        steps.add(last);
        return List.copyOf(steps);
    }
}
