package io.rackledger.eventlog.witness;

import java.util.List;

/**
 * The last records seen of a partition.
 *
 * @param marks in the order of their offsets; never empty
 */
public record Seen(String topic, int partition, List<Mark> marks) {
    public Seen {
        marks = List.copyOf(marks);
        if (marks.isEmpty()) {
            throw new IllegalArgumentException("nothing was seen of " + topic + " " + partition);
        }
    }
}
