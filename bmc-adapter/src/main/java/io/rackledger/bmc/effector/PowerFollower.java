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
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.TraceParent;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeEvent.PowerActionRequested;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows this instance's share of the log and hands on the power requests that are pending. It begins with the fold, not with the log's
 * first record: what is pending stands there. How far an earlier process came with it stands in that process's signals, so nothing is
 * acted on before those of its share are read up to the time of the assignment.
 */
public final class PowerFollower implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PowerFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);
    private static final Duration KEEP_EVERY = Duration.ofSeconds(30);
    private static final long NO_GENERATION = -1;

    private final Feed feed;
    private final String group;
    private final NodeStates states;
    private final PowerWorks works;
    private final Consumer<NodeId> asked;
    private final Pacing pacing;
    private final Clock clock;
    private final ProgressBook progress = new ProgressBook();
    private volatile @Nullable SharedFeedReader reading;
    private long generation = NO_GENERATION;
    private LogVector signalsThen = LogVector.START;
    private boolean live;
    private Instant keptAt = Instant.MIN;

    /** @param asked told of each node of whose power something is asked, once the fold knows of it */
    public PowerFollower(
            Feed feed,
            String group,
            NodeStates states,
            PowerWorks works,
            Consumer<NodeId> asked,
            Pacing pacing,
            Clock clock) {
        this.feed = feed;
        this.group = group;
        this.states = states;
        this.works = works;
        this.asked = asked;
        this.pacing = pacing;
        this.clock = clock;
    }

    @Override
    public void run() {
        while (!pacing.isClosed()) {
            try (SharedFeedReader reader = feed.readShared(group, List.of(LogTopic.NODE_EVENTS, LogTopic.SIGNALS))) {
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
                    LOG.warn("following the log broke off, and begins again: {}", e.toString());
                    pacing.pause(AFTER_TROUBLE);
                }
            } finally {
                works.own(Set.of());
            }
        }
    }

    private void follow(SharedFeedReader reader) throws InterruptedException, ExecutionException, TimeoutException {
        while (!pacing.isClosed()) {
            List<LogRecord> records = reader.poll(POLL);
            if (reader.generation() != generation) {
                reassign(reader);
            }
            for (LogRecord record : records) {
                see(record);
            }
            if (!live && hasReadSignals(reader)) {
                goLive(reader);
            }
            if (live && !clock.instant().isBefore(keptAt.plus(KEEP_EVERY))) {
                keep(reader);
            }
        }
        if (live) {
            keep(reader);
        }
    }

    private void reassign(SharedFeedReader reader) throws InterruptedException, ExecutionException, TimeoutException {
        Set<Integer> owned = reader.owned();
        works.own(owned);
        progress.retain(owned);
        live = false;
        LogVector folded = states.caughtUp(PATIENCE).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        reader.skip(LogTopic.NODE_EVENTS, folded);
        signalsThen = feed.end(LogTopic.SIGNALS, PATIENCE);
        generation = reader.generation();
        LOG.info("bmc-adapter follows partitions {}", owned);
    }

    private void see(LogRecord record) throws InterruptedException, ExecutionException, TimeoutException {
        switch (record) {
            case LogRecord.OfNode(NodeRecord node) -> take(node);
            case LogRecord.OfSignal signal -> progress.see(signal);
            case LogRecord.Unreadable unreadable ->
                LOG.error(
                        "record {} {} is left out: {}", unreadable.topic(), unreadable.position(), unreadable.reason());
        }
    }

    private void take(NodeRecord record) throws InterruptedException, ExecutionException, TimeoutException {
        for (NodeEvent event : record.events()) {
            if (live && event instanceof PowerActionRequested requested) {
                states.reached(record.position(), PATIENCE).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                works.take(
                        record.node(),
                        requested.request().id(),
                        TraceParent.parse(record.context().traceparent()));
                asked.accept(record.node());
            }
        }
    }

    private boolean hasReadSignals(SharedFeedReader reader) {
        LogVector next = reader.next(LogTopic.SIGNALS);
        return reader.owned().stream().allMatch(partition -> next.of(partition) >= signalsThen.of(partition));
    }

    private void goLive(SharedFeedReader reader) throws InterruptedException, ExecutionException, TimeoutException {
        states.caughtUp(PATIENCE).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        live = true;
        for (NodeId id : states.known(reader.owned())) {
            if (states.current(id).state() instanceof Node node) {
                node.pendingPower().ifPresent(pending -> works.takeUp(id, progress.of(id, pending.id())));
                node.runningAttempt().ifPresent(_ -> asked.accept(id));
            }
        }
    }

    /** Whoever takes over needs only the signals of requests that are still pending. */
    private void keep(SharedFeedReader reader) {
        keptAt = clock.instant();
        progress.forget((node, request) -> states.current(node).state() instanceof Node present
                && present.pendingPower().filter(p -> p.id().equals(request)).isPresent());
        reader.keepFrom(LogTopic.SIGNALS, progress.neededFrom(reader.owned(), reader.next(LogTopic.SIGNALS)));
    }

    @Override
    public void close() {
        SharedFeedReader reader = reading;
        if (reader != null) {
            reader.wakeup();
        }
    }
}
