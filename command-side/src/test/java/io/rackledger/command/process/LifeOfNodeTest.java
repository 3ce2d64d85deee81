package io.rackledger.command.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.plan.BootPlanKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LifeOfNodeTest {
    private final World world = new World();
    private NodeId node;

    @BeforeEach
    void enrolled() {
        node = world.enroll("n1");
        world.settle();
    }

    @Test
    void goesFromEnrollToActive() {
        Lives.manage(world, node);
        assertThat(world.state(node)).isEqualTo("manageable");
        Lives.inspect(world, node);
        assertThat(world.state(node)).isEqualTo("manageable");
        assertThat(world.node(node).attributes().properties()).containsEntry("cpus", "8");
        Lives.provide(world, node);
        assertThat(world.state(node)).isEqualTo("available");
        Lives.deploy(world, node);
        assertThat(world.state(node)).isEqualTo("active");
    }

    @Test
    void staysInWaitUntilInstalledSystemReportsBothDone() {
        Lives.available(world, node);
        Lives.deployToDisk(world, node);
        world.seedAndRunner(node);
        world.steps(node);
        world.settle();
        assertThat(world.state(node)).isEqualTo("wait call-back");
        world.cloudInitDone(node);
        world.settle();
        assertThat(world.state(node)).isEqualTo("active");
    }

    @Test
    void takesBothReportsInEitherOrder() {
        Lives.available(world, node);
        Lives.deployToDisk(world, node);
        world.seedAndRunner(node);
        world.cloudInitDone(node);
        world.settle();
        assertThat(world.state(node)).isEqualTo("wait call-back");
        world.steps(node);
        world.settle();
        assertThat(world.state(node)).isEqualTo("active");
    }

    @Test
    void publishesBootPlanPerState() {
        assertThat(plan()).isEqualTo(BootPlanKind.HOLD);
        Lives.manage(world, node);
        world.act(node, ProvisionVerb.INSPECT);
        world.settle();
        assertThat(plan()).isEqualTo(BootPlanKind.INSPECT);
    }

    private BootPlanKind plan() {
        return world.log.bootPlans().byMac(World.macOf("n1")).orElseThrow().kind();
    }
}
