package io.rackledger.command.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.identity.HoldId;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.Hold;
import io.rackledger.core.node.HoldCategory;
import io.rackledger.core.node.HoldScope;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeEvent.PowerStateObserved;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which look at a node's power counts, where the clocks of those who look and of those who decide are apart. */
final class PowerReadingTest {
    /** More than a node remembers of the commands that it has seen. */
    private static final int FORGOTTEN = 70;

    private final World world = new World();
    private final NodeId node = world.enroll("n1");
    private int looks;

    /** Somebody looks at the BMC whose clock is so far from that of the process managers. */
    private void seen(Duration apart, SignalBody body) {
        world.append(new Signal(
                SignalId.ofParts(List.of("look", "" + ++looks)),
                new SignalSubject.OfNode(node, Optional.empty(), Optional.empty()),
                world.clock.instant().plus(apart),
                "10.1.0.1:8000",
                Optional.empty(),
                body));
        world.advance(Duration.ofSeconds(1));
    }

    private void switchedOn(Duration apart) {
        world.command(node, new NodeCommand.RequestPower(PowerAction.ON));
        seen(
                apart,
                new SignalBody.PowerReported(
                        world.node(node).pendingPower().orElseThrow().id(), new PowerOutcome.Confirmed(PowerState.ON)));
    }

    private List<PowerState> told() {
        return world.events(node).stream()
                .filter(PowerStateObserved.class::isInstance)
                .map(event -> ((PowerStateObserved) event).power())
                .toList();
    }

    private void muchElseHappens() {
        for (int i = 0; i < FORGOTTEN / 2; i++) {
            HoldId id = new HoldId("h" + i);
            Hold hold = new Hold(
                    id,
                    "looking at it",
                    HoldCategory.INVESTIGATION,
                    HoldScope.NO_OPERATIONS,
                    false,
                    "operator:ada",
                    world.clock.instant());
            world.command(node, new NodeCommand.PlaceHold(hold));
            world.command(node, new NodeCommand.ReleaseHold(id, "operator:ada"));
            world.settle();
        }
    }

    @Test
    void countsOnceAlsoWhereTheClockOfThoseWhoDecideIsBehind() {
        Duration ahead = Duration.ofMinutes(35);
        seen(ahead, new SignalBody.PowerRead(PowerState.OFF));
        switchedOn(ahead);
        muchElseHappens();
        assertThat(told()).containsExactly(PowerState.OFF);
        assertThat(world.node(node).power()).isEqualTo(PowerState.ON);
    }

    @Test
    void countsAlsoWhereTheClockOfThoseWhoDecideIsAhead() {
        Duration behind = Duration.ofMinutes(-35);
        switchedOn(behind);
        seen(behind, new SignalBody.PowerRead(PowerState.OFF));
        assertThat(told()).containsExactly(PowerState.OFF);
    }

    private void requested() {
        seen(
                Duration.ZERO,
                new SignalBody.PowerReported(
                        world.node(node).pendingPower().orElseThrow().id(),
                        new PowerOutcome.Confirmed(PowerState.UNKNOWN)));
    }

    /** By Wake-on-LAN, for example. */
    @Test
    void aMachineThatSpeaksHasPowerWhereNothingCanBeRead() {
        world.act(node, ProvisionVerb.MANAGE);
        requested();
        world.act(node, ProvisionVerb.INSPECT);
        requested();
        assertThat(world.node(node).power()).isEqualTo(PowerState.UNKNOWN);
        world.say(node, new SignalBody.HeartbeatReceived());
        world.advance(Duration.ofSeconds(1));
        assertThat(world.node(node).power()).isEqualTo(PowerState.ON);
        world.say(node, new SignalBody.HeartbeatReceived());
        world.advance(Duration.ofSeconds(1));
        assertThat(told()).containsExactly(PowerState.ON);
    }

    @Test
    void whatAMachineSaidBeforeItWasSwitchedProvesNothing() {
        world.act(node, ProvisionVerb.MANAGE);
        requested();
        world.act(node, ProvisionVerb.INSPECT);
        world.say(node, new SignalBody.HeartbeatReceived());
        world.advance(Duration.ofSeconds(1));
        requested();
        assertThat(world.node(node).power()).isEqualTo(PowerState.UNKNOWN);
        assertThat(told()).isEmpty();
    }

    @Test
    void countsThoughARequestThatNobodyAnsweredEndedLater() {
        switchedOn(Duration.ZERO);
        world.act(node, ProvisionVerb.MANAGE);
        seen(Duration.ZERO, new SignalBody.PowerRead(PowerState.OFF));
        assertThat(told()).as("while the request is under way").isEmpty();
        world.advance(world.policy.bmc().plusSeconds(1));
        assertThat(world.expiries(node)).hasSize(1);
        assertThat(world.node(node).power()).isEqualTo(PowerState.OFF);
    }
}
