package io.rackledger.command.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.HoldId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Hold;
import io.rackledger.core.node.HoldCategory;
import io.rackledger.core.node.HoldScope;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.node.WaitClock;
import io.rackledger.core.node.WaitDeadlines;
import io.rackledger.core.signal.BeaconPath;
import io.rackledger.core.signal.ConsolePath;
import io.rackledger.core.signal.DhcpAnswer;
import io.rackledger.core.signal.DhcpClient;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.TransferEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    /** Each is of the present attempt, and told just before the time is up. */
    @ParameterizedTest
    @MethodSource("datagrams")
    void datagramsAreNoSignOfLife(SignalBody datagram) {
        NodeId node = waiting("n1");
        world.boot(node);
        world.say(node, new SignalBody.StepStarted(1, "inventory"));
        world.advance(Duration.ofSeconds(45));
        world.say(node, new SignalBody.HeartbeatReceived());
        world.settle();
        Instant last = world.clock.instant();
        world.advance(world.policy.liveness().minus(SECOND));
        world.say(node, datagram);
        world.settle();
        assertThat(world.state(node)).isEqualTo("inspect wait");
        world.advance(SECOND);
        assertThat(world.failure(node)).contains(FailureCode.MACHINE_SILENT);
        assertThat(world.expiries(node)).singleElement().satisfies(expiry -> {
            assertThat(expiry.clock()).isEqualTo(WaitClock.LIVENESS);
            assertThat(expiry.dueAt()).isEqualTo(last.plus(world.policy.liveness()));
        });
    }

    private static List<SignalBody> datagrams() {
        MacAddress mac = MacAddress.parse("52:54:00:00:00:01");
        Digest digest = Digest.of(new byte[0]);
        List<SignalBody> all = new ArrayList<>();
        for (DhcpClient client : DhcpClient.values()) {
            for (DhcpAnswer answer : DhcpAnswer.values()) {
                all.add(new SignalBody.DhcpAnswered(
                        mac, answer, client, Optional.of(7), "", "10.0.0.9", Duration.ofHours(1), "snponly.efi", ""));
            }
        }
        for (TransferEnd end : TransferEnd.values()) {
            all.add(new SignalBody.TftpServed("snponly.efi", end, digest, 9, 9, SECOND, 0, ""));
        }
        for (ConsolePath path : ConsolePath.values()) {
            all.add(new SignalBody.ConsoleHeard(path, "still here\n", 1, 0));
        }
        all.add(new SignalBody.BeaconReceived(mac, "kernel", "", BeaconPath.TFTP, false));
        all.add(new SignalBody.DhcpLeaseEnded(mac, "10.0.0.9", false));
        all.add(new SignalBody.DhcpConflictSeen(mac, "10.0.0.3", "10.0.0.7", ""));
        all.add(new SignalBody.RequestRefused("TFTP read nothing", 404, "There is no such file."));
        all.add(new SignalBody.RequestRefused("DHCP request of " + mac, 503, "No address is free."));
        return all;
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
