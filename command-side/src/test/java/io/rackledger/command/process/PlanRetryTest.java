package io.rackledger.command.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.BootPlanLog;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class PlanRetryTest {
    private final World world = new World();
    private final Refusing plans = new Refusing(world.log.bootPlanLog());

    @Test
    void triesAPlanThatDoesNotReachTheLogEachTimeLaterAndAtLastPublishesIt() {
        world.stop();
        ProcessDoors doors = new ProcessDoors(
                world.log.feed(),
                world.log.nodeStates(),
                world.intake,
                world.log.claims(),
                plans,
                world.log.bootPlans());
        ProcessRules rules = new ProcessRules(
                world.policy, World.ENDPOINTS, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(30));
        world.enroll("n1");
        try (ProcessFollower follower = new ProcessFollower(doors, rules, world.clock)) {
            run(follower, Duration.ofMinutes(2));
            assertThat(plans.refused).as("tries in two minutes").isBetween(5, 30);

            plans.refuses = false;
            run(follower, Duration.ofSeconds(30));
            assertThat(world.log.bootPlans().byMac(World.macOf("n1"))).isPresent();
        }
        world.start();
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
            return log.withdraw(mac);
        }
    }
}
