package io.rackledger.command.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.SharedFeedReader;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalSubject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where process managers begin to read when they take over, and that they lose nothing by it. */
final class ProcessStartTest {
    /** What a poll in memory brings at most of a partition; the one that brings the partitions comes before all else. */
    private static final int ONE_POLL = 500;

    private final World world = new World();
    private final List<LogRecord> read = new ArrayList<>();

    /** Takes over in another process, and tells what it reads. */
    private ProcessFollower heir() {
        ProcessDoors doors = new ProcessDoors(
                new Told(world.log.feed(), read),
                world.log.nodeStates(),
                world.intake,
                world.log.claims(),
                world.log.bootPlanLog(),
                world.log.bootPlans());
        Duration grace = Duration.ofSeconds(30);
        return new ProcessFollower(
                doors,
                new ProcessRules(world.policy, World.ENDPOINTS, Duration.ofSeconds(5), grace, grace),
                world.clock);
    }

    private static void settle(ProcessFollower follower) {
        for (int round = 0; round < 4; round++) {
            follower.step(Duration.ZERO);
        }
    }

    private List<Signal> signals() {
        return read.stream()
                .filter(LogRecord.OfSignal.class::isInstance)
                .map(record -> ((LogRecord.OfSignal) record).signal())
                .toList();
    }

    private static Optional<AttemptId> attempt(Signal signal) {
        return signal.subject() instanceof SignalSubject.OfNode of ? of.attempt() : Optional.empty();
    }

    @Test
    void knowNodesWithALongPastWithoutReadingIt() {
        NodeId node = world.enroll("n1");
        int past = 3 * ONE_POLL;
        for (int i = 0; i < past; i++) {
            world.command(
                    node,
                    new NodeCommand.ObservePower(i % 2 == 0 ? PowerState.ON : PowerState.OFF, world.clock.instant()));
        }
        world.stop();
        try (ProcessFollower heir = heir()) {
            settle(heir);
            assertThat(heir.live()).isTrue();
            assertThat(read).hasSizeLessThanOrEqualTo(ONE_POLL);
            world.act(node, ProvisionVerb.MANAGE);
            world.bmcConfirms(node);
            settle(heir);
            assertThat(world.state(node)).isEqualTo("manageable");
        }
    }

    @Test
    void readTheSignalsOfTheRunningBootChainAndNoOlderOnes() {
        NodeId node = world.enroll("n1");
        Lives.manage(world, node);
        Lives.inspect(world, node);
        AttemptId over = world.node(node).attempt().orElseThrow().id();
        world.act(node, ProvisionVerb.INSPECT);
        world.bmcConfirms(node);
        world.settle();
        world.boot(node);
        world.settle();
        AttemptId running = world.node(node).runningAttempt().orElseThrow().id();
        world.stop();
        try (ProcessFollower heir = heir()) {
            settle(heir);
            assertThat(signals().stream().map(ProcessStartTest::attempt))
                    .contains(Optional.of(running))
                    .doesNotContain(Optional.of(over));
            world.steps(node);
            settle(heir);
            world.bmcConfirms(node);
            settle(heir);
            assertThat(world.state(node)).isEqualTo("manageable");
        }
        read.clear();
        try (ProcessFollower next = heir()) {
            settle(next);
            assertThat(signals()).as("nothing of what is over matters").isEmpty();
        }
    }

    /** Writes down what is polled. */
    private record Told(Feed feed, List<LogRecord> read) implements Feed {
        @Override
        public FeedReader readAll(Map<LogTopic, LogVector> from) {
            return feed.readAll(from);
        }

        @Override
        public SharedFeedReader readShared(String group, List<LogTopic> topics) {
            return new ToldReader(feed.readShared(group, topics), read);
        }

        @Override
        public LogVector end(LogTopic topic, Duration patience) {
            return feed.end(topic, patience);
        }
    }

    private record ToldReader(SharedFeedReader reader, List<LogRecord> read) implements SharedFeedReader {
        @Override
        public List<LogRecord> poll(Duration patience) {
            List<LogRecord> polled = reader.poll(patience);
            read.addAll(polled);
            return polled;
        }

        @Override
        public Set<Integer> owned() {
            return reader.owned();
        }

        @Override
        public long generation() {
            return reader.generation();
        }

        @Override
        public void skip(LogTopic topic, LogVector places) {
            reader.skip(topic, places);
        }

        @Override
        public void keepFrom(LogTopic topic, LogVector places) {
            reader.keepFrom(topic, places);
        }

        @Override
        public LogVector next(LogTopic topic) {
            return reader.next(topic);
        }

        @Override
        public void wakeup() {
            reader.wakeup();
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
