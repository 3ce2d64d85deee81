package io.rackledger.command.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.BootPlanLog;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.signal.SignalBody;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class PlanRetryTest {
    private final World world = new World();
    private final Refusing plans = new Refusing(world.log.bootPlanLog());

    @Test
    void triesAPlanThatDoesNotReachTheLogEachTimeLaterAndAtLastPublishesIt() {
        world.stop();
        world.enroll("n1");
        try (ProcessFollower follower = follower()) {
            run(follower, Duration.ofMinutes(2));
            assertThat(plans.refused).as("tries in two minutes").isBetween(5, 30);

            plans.refuses = false;
            run(follower, Duration.ofSeconds(30));
            assertThat(world.log.bootPlans().byMac(World.macOf("n1"))).isPresent();
        }
        world.start();
    }

    /** A node is looked at for many reasons; none of them is one to try again what has just failed. */
    @Test
    void pausesAlsoWhereTheNodeIsLookedAtForAnotherReason() {
        plans.refuses = false;
        NodeId node = world.enroll("n1");
        world.settle();
        world.stop();
        plans.refuses = true;
        world.command(node, new NodeCommand.RemovePort(World.macOf("n1")));
        try (ProcessFollower follower = follower()) {
            for (int i = 0; i < 100; i++) {
                world.report(node, new SignalBody.PowerRead(i % 2 == 0 ? PowerState.ON : PowerState.OFF));
                run(follower, Duration.ofMillis(100));
            }
            assertThat(plans.refused).as("tries in ten seconds").isBetween(2, 12);
        }
        world.start();
    }

    private ProcessFollower follower() {
        ProcessDoors doors = new ProcessDoors(
                world.log.feed(),
                world.log.nodeStates(),
                world.intake,
                world.log.claims(),
                plans,
                world.log.bootPlans());
        ProcessRules rules = new ProcessRules(
                world.policy, World.ENDPOINTS, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(30));
        return new ProcessFollower(doors, rules, world.clock);
    }

    private void run(ProcessFollower follower, Duration time) {
        Duration tick = Duration.ofMillis(100);
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(tick)) {
            world.clock.advance(tick);
            follower.step(Duration.ZERO);
        }
    }

    private static final class Refusing implements BootPlanLog {
        private final BootPlanLog log;
        private boolean refuses = true;
        private int refused;

        Refusing(BootPlanLog log) {
            this.log = log;
        }

        @Override
        public CompletableFuture<LogVector> publish(BootPlan plan) {
            refused += refuses ? 1 : 0;
            return refuses ? CompletableFuture.failedFuture(new IllegalStateException("no room")) : log.publish(plan);
        }

        @Override
        public CompletableFuture<LogVector> withdraw(MacAddress mac) {
            refused += refuses ? 1 : 0;
            return refuses ? CompletableFuture.failedFuture(new IllegalStateException("no room")) : log.withdraw(mac);
        }
    }
}
