package io.rackledger.query.projection;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.LogPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads single records again from the log itself. Thread-safe. */
final class LogScan {
    /** Looks in a row that bring nothing before it is given up. */
    private static final int EMPTY_LOOKS = 20;

    private final Feed feed;
    private final Duration patience;

    LogScan(Feed feed, Duration patience) {
        this.feed = feed;
        this.patience = patience;
    }

    /** The records at these places, in their order; those that the log no longer keeps are left out. */
    List<LogRecord> read(DeadLetterPlaces places) {
        LogVector end = feed.end(places.topic(), patience);
        LogVector from = end;
        LogVector to = end;
        for (LogPosition position : places.positions()) {
            int partition = position.partition();
            from = from.with(partition, Math.min(from.of(partition), position.offset()));
        }
        for (int partition : end.next().keySet()) {
            long last = places.positions().stream()
                    .filter(position -> position.partition() == partition)
                    .mapToLong(position -> position.offset() + 1)
                    .max()
                    .orElse(from.of(partition));
            to = to.with(partition, last);
        }
        return read(places, from, to);
    }

    private List<LogRecord> read(DeadLetterPlaces places, LogVector from, LogVector to) {
        Set<LogPosition> wanted = new HashSet<>(places.positions());
        List<LogRecord> found = new ArrayList<>();
        try (FeedReader reader = feed.readAll(Map.of(places.topic(), from))) {
            int empty = 0;
            while (!reader.next(places.topic()).covers(to)) {
                List<LogRecord> records = reader.poll(patience.dividedBy(EMPTY_LOOKS));
                empty = records.isEmpty() ? empty + 1 : 0;
                if (empty > EMPTY_LOOKS) {
                    throw new IllegalStateException("the log did not bring its records again within " + patience);
                }
                records.stream()
                        .filter(record -> wanted.contains(record.position()))
                        .forEach(found::add);
            }
        }
        return found;
    }
}
