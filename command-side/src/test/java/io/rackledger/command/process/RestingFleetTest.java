package io.rackledger.command.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the process managers have in hand for nodes that nothing happens to does not grow with the time. */
final class RestingFleetTest {
    @Test
    void keepsTheSameTimesForANodeThatWaitsForLong() {
        World world = new World();
        NodeId node = world.enroll("n1");
        Lives.manage(world, node);
        world.act(node, ProvisionVerb.INSPECT);
        world.bmcConfirms(node);
        // Nothing boots, so it fails, and waits a day for its operator.
        tenMinutes(world, 12);
        assertThat(world.state(node)).isEqualTo("inspect failed");
        assertThat(world.node(node).waiting()).isPresent();
        int before = world.load().timers();
        tenMinutes(world, 20);
        assertThat(world.load().timers()).isEqualTo(before);
    }

    private static void tenMinutes(World world, int times) {
        for (int i = 0; i < times; i++) {
            world.advance(Duration.ofMinutes(10));
        }
    }

    @Test
    void watchesNoNodeThatCameToNothing() {
        World world = new World();
        world.enroll("n1");
        world.settle();
        for (int i = 0; i < 20; i++) {
            NodeId refused = NodeId.of(new UUID(7, i));
            world.append(new Signal(
                    SignalId.ofParts(List.of("refused", "" + i)),
                    new SignalSubject.OfNode(refused, Optional.empty(), Optional.empty()),
                    world.clock.instant(),
                    "operator:test",
                    Optional.empty(),
                    new SignalBody.RequestRefused("Enroll of node " + refused, 0, "NAME_TAKEN: by another")));
        }
        world.settle();
        assertThat(world.load().nodes()).isEqualTo(1);
    }
}
