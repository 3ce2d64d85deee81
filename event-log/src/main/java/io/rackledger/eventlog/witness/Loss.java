package io.rackledger.eventlog.witness;

import java.util.List;

/**
 * Records of a partition that were in the log and are not there any more, or are others now.
 *
 * @param from offset of the first one, {@code to} of the last one that was seen
 * @param keys of those that are known by name: nodes, or claimed things
 */
public record Loss(String topic, int partition, long from, long to, List<String> keys) {
    public Loss {
        keys = List.copyOf(keys);
    }

    /** For operators. */
    public String words() {
        return topic + " partition " + partition + ": offsets " + from + " to " + to + ", of "
                + String.join(", ", keys);
    }
}
