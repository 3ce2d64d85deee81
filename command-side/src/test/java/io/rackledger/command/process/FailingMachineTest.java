package io.rackledger.command.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Link;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.signal.SignalBody;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FailingMachineTest {
    private final World world = new World();
    private NodeId node;

    @BeforeEach
    void inspecting() {
        node = world.enroll("n1");
        Lives.manage(world, node);
        world.act(node, ProvisionVerb.INSPECT);
        world.bmcConfirms(node);
        world.settle();
        assertThat(world.state(node)).isEqualTo("inspect wait");
    }

    @Test
    void failsNodeWhoseStepExitsWithCode() {
        world.boot(node);
        world.say(node, new SignalBody.StepStarted(1, "inventory"));
        world.say(node, new SignalBody.StepFinished(1, "inventory", 7, Duration.ofSeconds(3), false, "disk is broken"));
        world.say(node, new SignalBody.RunnerFinished(false, "inventory"));
        world.settle();
        assertThat(world.state(node)).isEqualTo("inspect failed");
        Finding finding = world.node(node).failure().orElseThrow();
        assertThat(finding.code()).isEqualTo(FailureCode.STEP_FAILED);
        assertThat(finding.sentence()).contains("inventory", "code 7", "disk is broken");
    }

    @Test
    void failsNodeWhoseStepRanOverItsLimit() {
        world.boot(node);
        world.say(node, new SignalBody.StepStarted(1, "inventory"));
        world.say(node, new SignalBody.StepFinished(1, "inventory", 143, Duration.ofMinutes(5), true, ""));
        world.say(node, new SignalBody.RunnerFinished(false, "inventory"));
        world.settle();
        assertThat(world.failure(node)).contains(FailureCode.STEP_TIMEOUT);
    }

    @Test
    void stopsMachineThatBootsInLoop() {
        for (int boots = 0; boots <= world.policy.bootBudget(); boots++) {
            assertThat(world.state(node)).isEqualTo("inspect wait");
            script();
            world.advance(Duration.ofSeconds(20));
        }
        assertThat(world.failure(node)).contains(FailureCode.BOOT_LOOP);
    }

    @Test
    void believesTheTextOfCloudInitRatherThanItsResult() {
        world.boot(node);
        world.say(
                node,
                new SignalBody.CloudInitReported(
                        "init-network/search-NoCloudNet",
                        "no network data found from DataSourceNoCloudNet",
                        "finish",
                        "SUCCESS",
                        "cloudinit"));
        world.settle();
        assertThat(world.state(node)).isEqualTo("inspect failed");
    }

    @Test
    void failsNodeWhoseCloudInitStageFails() {
        world.boot(node);
        world.say(
                node,
                new SignalBody.CloudInitReported(
                        "init-network/config-bootcmd", "running config-bootcmd", "finish", "FAIL", "cloudinit"));
        world.settle();
        assertThat(world.failure(node)).contains(FailureCode.CLOUD_INIT_FAILED);
    }

    @Test
    void failsNodeWhoseBmcCannotBeReached() {
        NodeId other = world.enroll("n2");
        world.act(other, ProvisionVerb.MANAGE);
        world.report(
                other,
                new SignalBody.PowerReported(
                        world.node(other).pendingPower().orElseThrow().id(),
                        new PowerOutcome.Failed(FailureCode.BMC_UNREACHABLE, "10.1.0.1:8000 refused the connection")));
        world.settle();
        assertThat(world.state(other)).isEqualTo("enroll");
        assertThat(world.failure(other)).contains(FailureCode.BMC_UNREACHABLE);
    }

    @Test
    void rememberedSeedErrorNamesTheStatusWhenTheWaitExpires() {
        script();
        world.say(node, new SignalBody.ArtifactServed(Link.KERNEL, "vmlinuz", World.SERVED, 1, true));
        world.say(node, new SignalBody.ArtifactServed(Link.INITRD, "initrd", World.SERVED, 1, true));
        world.say(node, new SignalBody.SeedServed(Link.META_DATA, 404, World.SERVED, 0, "Cloud-Init"));
        world.settle();
        assertThat(world.state(node)).isEqualTo("inspect wait");
        world.advance(Duration.ofMinutes(10));
        assertThat(world.failure(node)).contains(FailureCode.SEED_REFUSED);
        assertThat(world.node(node).failure().orElseThrow().sentence()).contains("404");
    }

    @Test
    void lateSignalOfEarlierAttemptMovesNothing() {
        AttemptId over = world.node(node).runningAttempt().orElseThrow().id();
        world.act(node, ProvisionVerb.ABORT);
        world.settle();
        world.act(node, ProvisionVerb.INSPECT);
        world.bmcConfirms(node);
        world.settle();
        int events = world.events(node).size();
        world.say(node, over, BootStage.EPHEMERAL, new SignalBody.RunnerFinished(true, ""));
        world.say(node, over, BootStage.EPHEMERAL, new SignalBody.RunnerStarted("boot-0"));
        world.settle();
        assertThat(world.events(node)).hasSize(events);
        assertThat(world.state(node)).isEqualTo("inspect wait");
    }

    @Test
    void reportOfInstalledSystemCannotEndTheEphemeralStage() {
        AttemptId attempt = world.node(node).runningAttempt().orElseThrow().id();
        world.say(node, attempt, BootStage.INSTALLED, new SignalBody.RunnerFinished(true, ""));
        world.settle();
        assertThat(world.state(node)).isEqualTo("inspect wait");
    }

    @Test
    void signalThatOvertookItsTransitionIsNotLost() {
        world.act(node, ProvisionVerb.ABORT);
        world.act(node, ProvisionVerb.INSPECT);
        // The machine is faster than the BMC's report.
        script();
        world.settle();
        assertThat(world.state(node)).isEqualTo("inspecting");
        world.bmcConfirms(node);
        world.settle();
        assertThat(world.node(node).attempt().orElseThrow().crumbs())
                .anyMatch(crumb -> crumb.link() == Link.BOOT_SCRIPT);
    }

    @Test
    void backgroundReadingTellsOfAnotherPowerState() {
        world.clock.advance(Duration.ofSeconds(5));
        world.report(node, new SignalBody.PowerRead(PowerState.OFF));
        world.settle();
        assertThat(world.node(node).power()).isEqualTo(PowerState.OFF);
    }

    private void script() {
        world.say(node, new SignalBody.BootScriptServed(World.macOf("n1"), BootPlanKind.INSPECT, World.SERVED, 300));
    }
}
