package io.rackledger.bmc.power;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.bmc.driver.BlindSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Button;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerOutcome.Confirmed;
import io.rackledger.core.node.PowerOutcome.Failed;
import io.rackledger.core.node.PowerRequest;
import io.rackledger.core.node.PowerState;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BlindPowerTest {
    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");

    private final List<Button> pressed = new ArrayList<>();

    @Test
    void asksAPersonForEachStepAndClaimsNoPowerState() {
        assertThat(perform(PowerAction.REBOOT, true)).contains(new Confirmed(PowerState.UNKNOWN));
        assertThat(pressed).containsExactly(Button.FORCE_OFF, Button.ON);
    }

    @Test
    void wakesWhereNothingElseCanBeDoneForAReboot() {
        assertThat(perform(PowerAction.REBOOT, false)).contains(new Confirmed(PowerState.UNKNOWN));
        assertThat(pressed).containsExactly(Button.ON);
    }

    @Test
    void failsWhereWhatIsAskedForCannotBeDone() {
        assertThat(perform(PowerAction.OFF, false))
                .contains(new Failed(FailureCode.BMC_REFUSED, "it switches on only"));
        assertThat(pressed).isEmpty();
    }

    @Test
    void readsNothing() {
        assertThat(perform(PowerAction.READ, true)).contains(new Confirmed(PowerState.UNKNOWN));
        assertThat(pressed).isEmpty();
    }

    private Optional<PowerOutcome> perform(PowerAction action, boolean switchesOff) {
        PowerRequest request =
                new PowerRequest(new PowerRequestId(1), action, Optional.empty(), false, NOW.plusSeconds(60));
        return BlindPower.perform(
                RecordingJournal.task(request, NOW, false, () -> true),
                new Hands(session(switchesOff), new RecordingJournal(), Clock.fixed(NOW, ZoneOffset.UTC), NOW));
    }

    private BlindSession session(boolean switchesOff) {
        return new BlindSession("rack3-shelf7") {
            @Override
            public String press(Button button, Instant until) throws BmcTrouble {
                if (button != Button.ON && !switchesOff) {
                    throw new BmcTrouble(FailureKind.UNSUPPORTED, "it switches on only");
                }
                pressed.add(button);
                return "";
            }
        };
    }
}
