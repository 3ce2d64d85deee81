package io.rackledger.eventlog.fold;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Where a key's records lie: the hash of Kafka's own producers, so that foreign tools find a key where we put it. */
public final class Partitioning {
    private Partitioning() {}

    /** Partition of a key among so many. */
    public static int of(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
