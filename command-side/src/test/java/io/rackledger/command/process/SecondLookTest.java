package io.rackledger.command.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeCommand;
import java.time.Duration;
import java.util.Set;
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

    @Test
    void releasesAKeyThatWasConfirmedAfterTheNodeHadGivenItUp() {
        World world = new World();
        NodeId node = world.enroll("n1");
        ClaimKey key = ClaimKey.of(World.macOf("n1"));
        world.command(node, new NodeCommand.RemovePort(World.macOf("n1")));
        world.advance(Duration.ofMinutes(1));
        assertThat(world.log.claims().holder(key, world.clock.instant())).isEmpty();

        world.log.claims().confirm(node, Set.of(key), world.clock.instant()).join();
        assertThat(world.log.claims().holder(key, world.clock.instant())).contains(node);
        world.advance(Duration.ofMinutes(10));

        assertThat(world.log.claims().holder(key, world.clock.instant())).isEmpty();
    }
}
