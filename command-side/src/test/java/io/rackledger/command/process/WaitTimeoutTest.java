package io.rackledger.command.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.HoldId;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Hold;
import io.rackledger.core.node.HoldCategory;
import io.rackledger.core.node.HoldScope;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.node.WaitClock;
import io.rackledger.core.node.WaitDeadlines;
import io.rackledger.core.signal.SignalBody;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WaitTimeoutTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();

    private NodeId waiting(String name) {
        NodeId node = world.enroll(name);
        Lives.manage(world, node);
        world.act(node, ProvisionVerb.INSPECT);
        world.bmcConfirms(node);
        world.settle();
        return node;
    }

    private WaitDeadlines.Running deadlines(NodeId node) {
        return (WaitDeadlines.Running) world.node(node).waiting().orElseThrow().deadlines();
    }

    @Test
    void failsNodeWhenInspectWaitExpires() {
        NodeId node = waiting("n1");
        Instant due = deadlines(node).progress();
        world.advance(Duration.between(world.clock.instant(), due).minus(SECOND));
        assertThat(world.state(node)).isEqualTo("inspect wait");
        world.advance(SECOND);
        assertThat(world.state(node)).isEqualTo("inspect failed");
        assertThat(world.failure(node)).contains(FailureCode.NO_BOOT_REQUEST);
        assertThat(world.expiries(node)).singleElement().satisfies(expiry -> {
            assertThat(expiry.dueAt()).isEqualTo(due);
            assertThat(expiry.clock()).isEqualTo(WaitClock.PROGRESS);
        });
    }

    @Test
    void firesOnceWithItsOriginalDueTimeAfterRestartPastIt() {
        NodeId node = waiting("n1");
        Instant due = deadlines(node).progress();
        world.stop();
        world.clock.advance(Duration.ofHours(3));
        world.start();
        world.settle();
        world.restart();
        world.settle();
        assertThat(world.expiries(node))
                .singleElement()
                .satisfies(expiry -> assertThat(expiry.dueAt()).isEqualTo(due));
        assertThat(world.state(node)).isEqualTo("inspect failed");
    }

    @Test
    void everyActiveStateHasDeadline() {
        NodeId node = world.enroll("n1");
        world.act(node, ProvisionVerb.MANAGE);
        world.advance(world.policy.bmc().plus(SECOND));
        assertThat(world.state(node)).isEqualTo("enroll");
        assertThat(world.failure(node)).contains(FailureCode.BMC_UNREACHABLE);
    }

    @Test
    void heartbeatsKeepRunningStepAliveAndTheirEndFailsIt() {
        NodeId node = waiting("n1");
        world.boot(node);
        world.say(node, new SignalBody.StepStarted(1, "inventory"));
        world.settle();
        Instant last = world.clock.instant();
        for (int beats = 0; beats < 8; beats++) {
            world.advance(Duration.ofSeconds(45));
            world.say(node, new SignalBody.HeartbeatReceived());
            world.settle();
            last = world.clock.instant();
        }
        assertThat(world.state(node)).isEqualTo("inspect wait");
        int events = world.events(node).size();
        world.advance(world.policy.liveness());
        assertThat(world.failure(node)).contains(FailureCode.MACHINE_SILENT);
        assertThat(world.expiries(node)).singleElement().satisfies(expiry -> {
            assertThat(expiry.clock()).isEqualTo(WaitClock.LIVENESS);
        });
        assertThat(world.expiries(node).getFirst().dueAt()).isEqualTo(last.plus(world.policy.liveness()));
        assertThat(events).isLessThan(world.events(node).size());
    }

    @Test
    void heartbeatsDoNotSaveStepThatHangs() {
        NodeId node = waiting("n1");
        world.boot(node);
        world.say(node, new SignalBody.StepStarted(1, "inventory"));
        world.settle();
        for (int beats = 0; beats < 40 && world.state(node).equals("inspect wait"); beats++) {
            world.say(node, new SignalBody.HeartbeatReceived());
            world.advance(Duration.ofSeconds(30));
        }
        assertThat(world.failure(node)).contains(FailureCode.STEP_TIMEOUT);
    }

    @Test
    void repeatedBootRequestsExtendNoDeadline() {
        NodeId node = waiting("n1");
        world.boot(node);
        world.settle();
        WaitDeadlines.Running before = deadlines(node);
        world.clock.advance(Duration.ofSeconds(40));
        world.boot(node);
        world.settle();
        assertThat(deadlines(node)).isEqualTo(before);
    }

    @Test
    void pausingHoldStopsTheClocksAndReleaseGivesTheRestBack() {
        NodeId node = waiting("n1");
        Duration left = Duration.between(world.clock.instant(), deadlines(node).progress());
        HoldId hold = new HoldId("h1");
        world.command(
                node,
                new NodeCommand.PlaceHold(new Hold(
                        hold,
                        "swap",
                        HoldCategory.HARDWARE,
                        HoldScope.NO_OPERATIONS,
                        true,
                        "ada",
                        world.clock.instant())));
        world.settle();
        world.advance(Duration.ofDays(2));
        assertThat(world.state(node)).isEqualTo("inspect wait");
        world.command(node, new NodeCommand.ReleaseHold(hold, "ada"));
        world.settle();
        assertThat(deadlines(node).progress()).isEqualTo(world.clock.instant().plus(left));
        world.advance(left);
        assertThat(world.state(node)).isEqualTo("inspect failed");
    }

    @Test
    void remindsOfFailedNodeAndStartsTheWaitAgain() {
        NodeId node = waiting("n1");
        world.advance(world.policy.progress());
        assertThat(world.state(node)).isEqualTo("inspect failed");
        world.advance(world.policy.operator().plus(SECOND));
        assertThat(world.state(node)).isEqualTo("inspect failed");
        assertThat(world.expiries(node)).hasSize(2);
        world.advance(world.policy.operator().multipliedBy(2).plus(SECOND));
        assertThat(world.expiries(node)).hasSize(3);
    }

    @Test
    void failsThousandsThatAreDueAtOnce() {
        List<NodeId> nodes = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            NodeId node = world.enroll("n" + i);
            world.act(node, ProvisionVerb.MANAGE);
            nodes.add(node);
        }
        world.settle();
        world.clock.advance(world.policy.bmc());
        for (int round = 0; round < 40; round++) {
            world.settle();
        }
        assertThat(nodes).allMatch(node -> world.state(node).equals("enroll"));
        assertThat(nodes).allMatch(node -> world.expiries(node).size() == 1);
    }

    @Test
    void silenceWhileWeCouldNotHearIsGivenGrace() {
        NodeId node = waiting("n1");
        world.boot(node);
        world.say(node, new SignalBody.StepStarted(1, "inventory"));
        world.settle();
        world.stop();
        world.clock.advance(world.policy.liveness().plus(SECOND));
        world.start();
        world.settle();
        assertThat(world.state(node)).isEqualTo("inspect wait");
        world.clock.advance(Duration.ofSeconds(10));
        world.say(node, new SignalBody.HeartbeatReceived());
        world.settle();
        world.advance(Duration.ofSeconds(60));
        assertThat(world.state(node)).isEqualTo("inspect wait");
    }
}
