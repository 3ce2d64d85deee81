package io.rackledger.query.live;

import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.query.document.NodeSummary;
import io.rackledger.query.filter.NodeFilter;
import io.rackledger.query.projection.ProjectionProgress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * One client's stream: reads the changes after its own place from the rows, again and again, so that nothing is lost or sent twice,
 * however slow the client is and wherever it begins. Runs on a thread of its own.
 */
final class NodeStream implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeStream.class);

    private final LiveSettings settings;
    private final InstantSource clock;
    private final ProjectionProgress progress;
    private final ChangeSource changes;
    private final NodeFilter filter;
    private final StreamSink sink;
    private LogVector place;

    NodeStream(
            LiveSettings settings,
            InstantSource clock,
            ProjectionProgress progress,
            ChangeSource changes,
            NodeFilter filter,
            LogVector from,
            StreamSink sink) {
        this.settings = settings;
        this.clock = clock;
        this.progress = progress;
        this.changes = changes;
        this.filter = filter;
        this.place = from;
        this.sink = sink;
    }

    /** A node that does not pass the filter any more, or was deleted. */
    record Left(String id, String name, long sequence, boolean deleted) {}

    /** Told to a client before its stream is cut; it can come back with the position. */
    record Cut(String position, String reason) {}

    @Override
    public void run() {
        try {
            sink.heartbeat(place.toString());
            boolean fast = true;
            while (fast && !Thread.currentThread().isInterrupted()) {
                fast = step();
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The client of a live stream has gone", e);
        } catch (DataAccessException e) {
            LOG.warn(
                    "A live stream ends at {}, because the projections cannot be read; its client can come back",
                    place,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sink.end();
        }
    }

    /** Sends what there is, or waits for it; false where the client is too slow. */
    private boolean step() throws IOException, InterruptedException {
        List<NodeChange> page = changes.after(place, progress.standing().nodeEvents(), settings.page());
        if (page.isEmpty()) {
            if (!progress.awaitBeyond(place, settings.heartbeat())) {
                sink.heartbeat(place.toString());
            }
            return true;
        }
        Instant began = clock.instant();
        for (NodeChange change : page) {
            send(change);
        }
        Duration took = Duration.between(began, clock.instant());
        if (took.compareTo(settings.slowest()) > 0) {
            sink.event(
                    place.toString(),
                    "cut",
                    new Cut(place.toString(), "too slow: " + page.size() + " changes took " + took));
            return false;
        }
        return true;
    }

    private void send(NodeChange change) throws IOException {
        LogPosition position = change.position();
        place = place.with(position.partition(), position.offset() + 1);
        Instant now = clock.instant();
        NodeSummary after = change.after();
        boolean was =
                change.before().filter(before -> filter.matches(before, now)).isPresent();
        if (filter.matches(after, now)) {
            sink.event(place.toString(), "node", after.asOf(now, Optional.empty(), Optional.empty()));
        } else if (was) {
            sink.event(place.toString(), "left", new Left(after.id(), after.name(), after.sequence(), after.deleted()));
        }
    }
}
