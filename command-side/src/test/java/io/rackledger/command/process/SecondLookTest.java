package io.rackledger.command.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SecondLookTest {
    @Test
    void bringsBackABootPlanThatAnInstanceOfOlderKnowledgeHasWithdrawn() {
        World world = new World();
        NodeId node = world.enroll("n1");
        world.settle();
        MacAddress mac = World.macOf("n1");
        assertThat(world.log.bootPlans().byMac(mac)).isPresent();

        world.log.bootPlanLog().withdraw(mac).join();
        world.advance(Duration.ofMinutes(10));

        assertThat(world.log.bootPlans().byMac(mac).map(plan -> plan.node())).contains(node);
    }
}
