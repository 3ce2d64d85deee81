package io.rackledger.bmc.power;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Button;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerOutcome.Confirmed;
import io.rackledger.core.node.PowerOutcome.Failed;
import io.rackledger.core.node.PowerState;
import java.util.List;
import java.util.Optional;

/**
 * A request to a machine of which nothing can be read. It is asked once, and reported with an unknown power state: what it waits for next, a boot
 * request or a sign of life, is what tells whether the machine followed.
 */
final class BlindPower {
    private BlindPower() {}

    /** What became of it; empty where nobody wants it any more. */
    static Optional<PowerOutcome> perform(PowerTask task, Hands hands) {
        List<Button> buttons = buttons(task.request().action());
        for (Button button : buttons) {
            if (!task.wanted().getAsBoolean()) {
                return Optional.empty();
            }
            try {
                hands.begin(button);
                hands.press(button);
            } catch (BmcTrouble trouble) {
                // A machine that can only be woken is restarted by waking it, if somebody has switched it off.
                boolean another = button != buttons.getLast() && trouble.kind() == FailureKind.UNSUPPORTED;
                if (!another) {
                    return Optional.of(new Failed(trouble.code(), trouble.detail()));
                }
            }
        }
        return Optional.of(new Confirmed(PowerState.UNKNOWN));
    }

    private static List<Button> buttons(PowerAction action) {
        return switch (action) {
            case READ -> List.of();
            case ON -> List.of(Button.ON);
            case OFF -> List.of(Button.FORCE_OFF);
            case SOFT_OFF -> List.of(Button.SOFT_OFF);
            case REBOOT -> List.of(Button.FORCE_OFF, Button.ON);
            case SOFT_REBOOT -> List.of(Button.SOFT_OFF, Button.ON);
        };
    }
}
