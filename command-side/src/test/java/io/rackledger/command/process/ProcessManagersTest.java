package io.rackledger.command.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.command.handling.Intakes;
import io.rackledger.core.door.Feed;
import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.SharedFeedReader;
import io.rackledger.core.door.TimeTrust;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.ProvisionVerb;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class ProcessManagersTest {
    private final World world = new World();

    private ProcessManagers managers(Feed feed) {
        return managers(feed, TimeTrust.always());
    }

    private ProcessManagers managers(Feed feed, TimeTrust trust) {
        ProcessDoors doors = new ProcessDoors(
                feed,
                world.log.nodeStates(),
                Intakes.direct(world.log, world.policy),
                world.log.claims(),
                world.log.bootPlanLog(),
                world.log.bootPlans());
        Duration second = Duration.ofSeconds(1);
        return new ProcessManagers(
                doors, new ProcessRules(world.policy, World.ENDPOINTS, second, second, second), world.clock, trust);
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
    void stepsBackWhileItsClockIsInDoubtAndLetsNoDeadlinePass() {
        world.stop();
        AtomicReference<Optional<String>> doubt = new AtomicReference<>(Optional.empty());
        try (ProcessManagers managers = managers(world.log.feed(), doubt::get)) {
            managers.start();
            await().until(managers::live);
            NodeId node = world.enroll("n1");
            world.act(node, ProvisionVerb.MANAGE);
            doubt.set(Optional.of("an hour ahead"));
            await().until(() -> !managers.live());
            world.clock.advance(world.policy.bmc().plusSeconds(1));
            assertThat(world.expiries(node)).isEmpty();
            doubt.set(Optional.empty());
            await().until(() -> !world.expiries(node).isEmpty());
            assertThat(world.expiries(node)).hasSize(1);
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
