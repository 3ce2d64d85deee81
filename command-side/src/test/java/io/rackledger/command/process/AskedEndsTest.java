package io.rackledger.command.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.signal.SignalBody;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often the follower asks the log for its end, which costs a trip to the broker. */
final class AskedEndsTest {
    private final World world = new World();
    private final AtomicInteger asked = new AtomicInteger();
    private ProcessFollower follower;
    private NodeId node;

    @BeforeEach
    void live() {
        world.stop();
        ProcessDoors doors = new ProcessDoors(
                world.log.feed(),
                new Counted(world.log.nodeStates(), asked),
                world.intake,
                world.log.claims(),
                world.log.bootPlanLog(),
                world.log.bootPlans());
        ProcessRules rules = new ProcessRules(
                world.policy, World.ENDPOINTS, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(30));
        follower = new ProcessFollower(doors, rules, world.clock);
        node = world.enroll("n1");
        settle();
        assertThat(follower.live()).isTrue();
        asked.set(0);
    }

    @AfterEach
    void end() {
        follower.close();
        world.start();
    }

    private void settle() {
        for (int round = 0; round < 4; round++) {
            follower.step(Duration.ZERO);
        }
    }

    @Test
    void asksNothingForRecordsAndForSignalsOfThePresentState() {
        world.act(node, ProvisionVerb.MANAGE);
        settle();
        world.bmcConfirms(node);
        settle();

        assertThat(world.state(node)).isEqualTo("manageable");
        assertThat(asked).hasValue(0);
    }

    @Test
    void asksForASignalThatMayBeAheadOfTheFold() {
        world.say(node, AttemptId.of(node, 7), BootStage.EPHEMERAL, new SignalBody.HeartbeatReceived());
        settle();

        assertThat(asked).hasPositiveValue();
    }

    /** Counts the questions where the log ends. */
    private record Counted(NodeStates states, AtomicInteger asked) implements NodeStates {
        @Override
        public NodeStream current(NodeId id) {
            return states.current(id);
        }

        @Override
        public Stream<Node> living() {
            return states.living();
        }

        @Override
        public List<NodeId> known(Set<Integer> partitions) {
            return states.known(partitions);
        }

        @Override
        public Optional<Node> byMac(MacAddress mac) {
            return states.byMac(mac);
        }

        @Override
        public Optional<Node> byName(String name) {
            return states.byName(name);
        }

        @Override
        public CompletableFuture<LogVector> reached(LogPosition position, Duration patience) {
            return states.reached(position, patience);
        }

        @Override
        public CompletableFuture<LogVector> caughtUp(Duration patience) {
            asked.incrementAndGet();
            return states.caughtUp(patience);
        }
    }
}
