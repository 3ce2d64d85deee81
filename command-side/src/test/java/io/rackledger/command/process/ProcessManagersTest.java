package io.rackledger.command.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.command.handling.Intakes;
import io.rackledger.core.door.Feed;
import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.SharedFeedReader;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.ProvisionVerb;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ProcessManagersTest {
    private final World world = new World();

    private ProcessManagers managers(Feed feed) {
        ProcessDoors doors = new ProcessDoors(
                feed,
                world.log.nodeStates(),
                Intakes.direct(world.log, world.policy),
                world.log.claims(),
                world.log.bootPlanLog(),
                world.log.bootPlans());
        Duration second = Duration.ofSeconds(1);
        return new ProcessManagers(
                doors, new ProcessRules(world.policy, World.ENDPOINTS, second, second, second), world.clock);
    }

    @Test
    void carriesNodeOnOnItsOwnThread() {
        world.stop();
        try (ProcessManagers managers = managers(world.log.feed())) {
            managers.start();
            await().until(managers::live);
            NodeId node = world.enroll("n1");
            world.act(node, ProvisionVerb.MANAGE);
            world.bmcConfirms(node);
            await().until(() -> world.state(node).equals("manageable"));
        }
    }

    @Test
    void startsOverFromTheLogWhenTheLogWasAway() {
        world.stop();
        NodeId node = world.enroll("n1");
        world.act(node, ProvisionVerb.MANAGE);
        world.bmcConfirms(node);
        FailingFeed feed = new FailingFeed(world.log.feed(), new AtomicInteger(1));
        try (ProcessManagers managers = managers(feed)) {
            managers.start();
            await().until(() -> world.state(node).equals("manageable"));
            assertThat(feed.failuresLeft()).hasNonPositiveValue();
        }
    }

    /** A feed that cannot be opened at first. */
    private record FailingFeed(Feed feed, AtomicInteger failuresLeft) implements Feed {
        @Override
        public FeedReader readAll(Map<LogTopic, LogVector> from) {
            return feed.readAll(from);
        }

        @Override
        public SharedFeedReader readShared(String group, List<LogTopic> topics) {
            if (failuresLeft.getAndDecrement() > 0) {
                throw new IllegalStateException("the log is away");
            }
            return feed.readShared(group, topics);
        }

        @Override
        public LogVector end(LogTopic topic, Duration patience) {
            return feed.end(topic, patience);
        }
    }
}
