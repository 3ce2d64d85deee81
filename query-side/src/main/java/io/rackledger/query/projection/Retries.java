package io.rackledger.query.projection;

import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.query.control.Task;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the dead letters of one key again: their records are read from the log beside the follower's work, and then taken up between two
 * batches, so that no other node waits for them. Not thread-safe.
 */
final class Retries {
    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

    /** Scans for one task; a node that gets records faster than its dead ones can be read is given up. */
    private static final int MOST_SCANS = 5;

    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("dead-letter-scan").start(task);

    private final LogScan scan;
    private Optional<UnderWay> underWay = Optional.empty();

    Retries(LogScan scan) {
        this.scan = scan;
    }

    private record UnderWay(
            Task task, List<DeadLetterPlaces> places, CompletableFuture<List<List<LogRecord>>> records, int scans) {}

    /** The answer, or empty as long as the records are being read; to be called again then. */
    Optional<Task.Answer> answer(Connection connection, BatchWriter writer, Task task) throws SQLException {
        List<DeadLetterPlaces> places = places(connection, task.subject());
        if (places.isEmpty()) {
            underWay = Optional.empty();
            return Optional.of(new Task.Answer(0, 0, "there is no dead letter of " + task.subject()));
        }
        Optional<UnderWay> present = underWay.filter(u -> u.task().equals(task));
        if (present.isEmpty()
                || (present.get().records().isDone() && !present.get().places().equals(places))) {
            return begin(task, places, present.map(UnderWay::scans).orElse(0) + 1);
        }
        return present.get().records().isDone() ? finish(connection, writer, present.get()) : Optional.empty();
    }

    private Optional<Task.Answer> begin(Task task, List<DeadLetterPlaces> places, int scans) {
        if (scans > MOST_SCANS) {
            underWay = Optional.empty();
            return Optional.of(new Task.Answer(
                    0, count(places), "records come faster than the dead ones can be read again; try later"));
        }
        CompletableFuture<List<List<LogRecord>>> records = CompletableFuture.supplyAsync(
                () -> places.stream().map(scan::read).toList(), THREADS);
        underWay = Optional.of(new UnderWay(task, places, records, scans));
        return Optional.empty();
    }

    private Optional<Task.Answer> finish(Connection connection, BatchWriter writer, UnderWay done) throws SQLException {
        underWay = Optional.empty();
        try {
            for (List<LogRecord> records : done.records().get()) {
                writer.again(records);
            }
        } catch (ExecutionException e) {
            LOG.warn(
                    "The dead letters of {} could not be read again",
                    done.task().subject(),
                    e);
            return Optional.of(
                    new Task.Answer(0, count(done.places()), "the log could not be read: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        List<DeadLetterPlaces> remaining = places(connection, done.task().subject());
        LOG.info(
                "{} dead letters of {} were done again, {} remain",
                count(done.places()),
                done.task().subject(),
                count(remaining));
        return Optional.of(new Task.Answer(
                count(done.places()),
                count(remaining),
                DeadLetterPlaces.firstReason(connection, done.task().subject())));
    }

    private static List<DeadLetterPlaces> places(Connection connection, String key) throws SQLException {
        List<DeadLetterPlaces> places = new ArrayList<>();
        for (LogTopic topic : LogTopic.values()) {
            places.add(DeadLetterPlaces.of(connection, topic, key));
        }
        places.removeIf(DeadLetterPlaces::isEmpty);
        return places;
    }

    private static int count(List<DeadLetterPlaces> places) {
        return places.stream().mapToInt(place -> place.positions().size()).sum();
    }
}
