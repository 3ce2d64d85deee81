package io.rackledger.core.door;

import io.rackledger.core.identity.LogPosition;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A place in every partition of a topic: the next offset to read, by partition. Written {@code 0:17,1:4}. */
public record LogVector(SortedMap<Integer, Long> next) {
    public static final LogVector START = new LogVector(Collections.emptySortedMap());

    public LogVector {
        next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
    }

    /** Next offset of a partition; 0 where nothing is known. */
    public long of(int partition) {
        return next.getOrDefault(partition, 0L);
    }

    /** The same with one partition moved. */
    public LogVector with(int partition, long offset) {
        SortedMap<Integer, Long> moved = new TreeMap<>(next);
        moved.put(partition, offset);
        return new LogVector(moved);
    }

    /** Whether the record at the position has been read. */
    public boolean covers(LogPosition position) {
        return of(position.partition()) > position.offset();
    }

    /** Whether everything that the other has read has been read here. */
    public boolean covers(LogVector other) {
        return other.next.entrySet().stream().allMatch(e -> of(e.getKey()) >= e.getValue());
    }

    /** Parses the written form; empty text is the start. */
    public static LogVector parse(String text) {
        SortedMap<Integer, Long> parsed = new TreeMap<>();
        for (String part : text.isEmpty() ? List.<String>of() : List.of(text.split(",", -1))) {
            LogPosition position = LogPosition.parse(part);
            parsed.put(position.partition(), position.offset());
        }
        return new LogVector(parsed);
    }

    @Override
    public String toString() {
        return String.join(
                ",",
                next.entrySet().stream()
                        .map(e -> e.getKey() + ":" + e.getValue())
                        .toList());
    }
}
