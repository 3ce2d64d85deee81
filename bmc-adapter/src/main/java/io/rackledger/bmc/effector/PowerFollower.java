package io.rackledger.bmc.effector;

import io.rackledger.bmc.driver.Pacing;
import io.rackledger.core.door.Feed;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.OutdatedProgramException;
import io.rackledger.core.door.SharedFeedReader;
import io.rackledger.core.identity.TraceParent;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeEvent.PowerActionRequested;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows this instance's share of the node events and hands on the power requests that are still pending. Acts on nothing before the
 * fold has passed all that was in the log at the time of the assignment, so that a replay never touches a machine.
 */
public final class PowerFollower implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PowerFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);
    private static final long NO_GENERATION = -1;

    private final Feed feed;
    private final String group;
    private final NodeStates states;
    private final PowerWorks works;
    private final Pacing pacing;
    private volatile @Nullable SharedFeedReader reading;
    private long generation = NO_GENERATION;
    private LogVector present = LogVector.START;

    public PowerFollower(Feed feed, String group, NodeStates states, PowerWorks works, Pacing pacing) {
        this.feed = feed;
        this.group = group;
        this.states = states;
        this.works = works;
        this.pacing = pacing;
    }

    @Override
    public void run() {
        while (!pacing.isClosed()) {
            try (SharedFeedReader reader = feed.readShared(group, List.of(LogTopic.NODE_EVENTS))) {
                reading = reader;
                generation = NO_GENERATION;
                follow(reader);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (OutdatedProgramException e) {
                LOG.error("power requests are not followed any more: {}", e.toString());
                return;
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                if (!pacing.isClosed()) {
                    LOG.warn("following the node events broke off, and begins again: {}", e.toString());
                    pacing.pause(AFTER_TROUBLE);
                }
            }
        }
    }

    private void follow(SharedFeedReader reader) throws InterruptedException, ExecutionException, TimeoutException {
        while (!pacing.isClosed()) {
            List<LogRecord> records = reader.poll(POLL);
            if (reader.generation() != generation) {
                present = feed.end(LogTopic.NODE_EVENTS, PATIENCE);
                states.caughtUp(PATIENCE).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                generation = reader.generation();
            }
            for (LogRecord record : records) {
                if (record instanceof LogRecord.OfNode(NodeRecord node)) {
                    take(node);
                }
            }
        }
    }

    private void take(NodeRecord record) throws InterruptedException, ExecutionException, TimeoutException {
        for (NodeEvent event : record.events()) {
            if (event instanceof PowerActionRequested asked) {
                states.reached(record.position(), PATIENCE).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                works.take(
                        record.node(),
                        asked,
                        present.covers(record.position()),
                        TraceParent.parse(record.context().traceparent()));
            }
        }
    }

    @Override
    public void close() {
        SharedFeedReader reader = reading;
        if (reader != null) {
            reader.wakeup();
        }
    }
}
