package io.rackledger.command.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.command.handling.Intakes;
import io.rackledger.core.door.Feed;
import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.SharedFeedReader;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.ProvisionVerb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A log that stands still over a deadline: what was reported meanwhile arrives when it goes on, and is heard. */
final class StallTest {
    private static final Duration STALL = Duration.ofSeconds(20);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final StallingFeed feed = new StallingFeed();
    private final Stalls stalls = new Stalls(GRACE);
    private ProcessFollower follower = follower();

    private ProcessFollower follower() {
        world.stop();
        ProcessDoors doors = new ProcessDoors(
                feed,
                world.log.nodeStates(),
                Intakes.direct(world.log, world.policy),
                world.log.claims(),
                world.log.bootPlanLog(),
                world.log.bootPlans());
        ProcessRules rules = new ProcessRules(world.policy, World.ENDPOINTS, SECOND, GRACE, GRACE);
        return new ProcessFollower(doors, rules, world.clock, stalls);
    }

    private void settle() {
        for (int round = 0; round < 4; round++) {
            follower.step(Duration.ZERO);
        }
    }

    private NodeId verifying() {
        NodeId node = world.enroll("n1");
        world.act(node, ProvisionVerb.MANAGE);
        settle();
        return node;
    }

    private Instant due() {
        return world.clock.instant().plus(world.policy.bmc());
    }

    @Test
    void hearsWhatWasHeldUpByALogThatStoodStillOverTheDeadline() {
        NodeId node = verifying();
        world.clock.advance(world.policy.bmc());
        feed.stall = STALL;
        settle();
        assertThat(world.expiries(node)).isEmpty();
        world.clock.advance(SECOND);
        world.bmcConfirms(node);
        settle();
        assertThat(world.state(node)).isEqualTo("manageable");
        world.clock.advance(GRACE.plus(SECOND));
        settle();
        assertThat(world.expiries(node)).isEmpty();
    }

    @Test
    void expiresOnceWithItsOriginalTimeWhereNothingWasHeldUp() {
        NodeId node = verifying();
        Instant due = due();
        world.clock.advance(world.policy.bmc());
        feed.stall = STALL;
        settle();
        world.clock.advance(GRACE.minus(SECOND));
        settle();
        assertThat(world.expiries(node)).isEmpty();
        world.clock.advance(SECOND.multipliedBy(2));
        settle();
        assertThat(world.expiries(node))
                .singleElement()
                .satisfies(expiry -> assertThat(expiry.dueAt()).isEqualTo(due));
    }

    @Test
    void remembersTheStallWhereTheFollowerHadToStartOver() {
        NodeId node = verifying();
        world.clock.advance(world.policy.bmc());
        feed.stall = STALL;
        feed.fails = true;
        assertThat(catchUp()).isTrue();
        feed.fails = false;
        follower.close();
        follower = follower();
        settle();
        assertThat(world.expiries(node)).isEmpty();
        world.bmcConfirms(node);
        settle();
        assertThat(world.state(node)).isEqualTo("manageable");
    }

    @Test
    void noticesAStandstillThatEndsRightAfterTheDeadline() {
        NodeId node = verifying();
        Instant due = due();
        world.clock.advance(world.policy.bmc().minus(STALL));
        settle();
        feed.standsUntil = due.plus(SECOND);
        while (world.clock.instant().isBefore(feed.standsUntil)) {
            follower.step(Duration.ZERO);
            world.clock.advance(SECOND);
        }
        settle();
        assertThat(world.expiries(node)).isEmpty();
        world.bmcConfirms(node);
        settle();
        assertThat(world.state(node)).isEqualTo("manageable");
    }

    /** Whether the follower broke down, as it does where the log does not answer in time. */
    private boolean catchUp() {
        try {
            settle();
            return false;
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage()).contains("the log is away");
        }
    }

    @Test
    void firesAtOnceWhatFellDueLongBeforeAStall() {
        Stalls later = new Stalls(GRACE);
        Instant noon = Instant.parse("2026-11-21T12:00:00Z");
        later.between(noon, noon.plus(STALL));
        assertThat(later.believed(noon.minus(STALL))).isEqualTo(noon.minus(STALL));
        assertThat(later.believed(noon.plus(SECOND))).isEqualTo(noon.plus(STALL).plus(GRACE));
        Instant after = noon.plus(STALL).plus(GRACE);
        assertThat(later.believed(after)).isEqualTo(after);
        later.between(after, after.plus(SECOND));
        assertThat(later.believed(after)).isEqualTo(after);
    }

    /** The log of the world, whose next answer about its end takes long, or does not come. */
    private final class StallingFeed implements Feed {
        private Duration stall = Duration.ZERO;
        private boolean fails;
        /** Answers nobody until then. */
        private Instant standsUntil = Instant.MIN;

        @Override
        public FeedReader readAll(Map<LogTopic, LogVector> from) {
            return world.log.feed().readAll(from);
        }

        @Override
        public SharedFeedReader readShared(String group, List<LogTopic> topics) {
            return world.log.feed().readShared(group, topics);
        }

        @Override
        public LogVector end(LogTopic topic, Duration patience) {
            world.clock.advance(stall);
            stall = Duration.ZERO;
            if (standsUntil.isAfter(world.clock.instant())) {
                world.clock.advance(Duration.between(world.clock.instant(), standsUntil));
            }
            if (fails) {
                throw new IllegalStateException("the log is away");
            }
            return world.log.feed().end(topic, patience);
        }
    }
}
