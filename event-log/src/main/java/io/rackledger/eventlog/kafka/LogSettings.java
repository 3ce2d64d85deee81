package io.rackledger.eventlog.kafka;

import java.time.Duration;
import java.util.Map;

/**
 * How to reach the log and how it is laid out.
 *
 * @param bootstrapServers host:port, several with commas
 * @param clientProperties handed to every Kafka client as they are: TLS, SASL, quotas
 * @param prefix put before every topic's name
 * @param partitions of each topic that does not exist yet; the same for all, as keys must fall alike
 * @param replicationFactor of topics that do not exist yet
 * @param minInSync replicas that must have a record before it counts as written
 * @param flushEach whether the broker forces every batch of node-events and claims to the disk: for a single broker
 * @param deadline until when an append is answered; an answer that has not come then is "outcome unknown"
 * @param linger how long a producer waits for company of a record; zero for the shortest latency
 * @param signalRetention how long signals are kept
 * @param snapshots when snapshots of the nodes are written
 */
public record LogSettings(
        String bootstrapServers,
        Map<String, String> clientProperties,
        String prefix,
        int partitions,
        short replicationFactor,
        short minInSync,
        boolean flushEach,
        Duration deadline,
        Duration linger,
        Duration signalRetention,
        SnapshotRhythm snapshots) {
    private static final Duration SHORTEST_DEADLINE = Duration.ofSeconds(1);

    public LogSettings {
        clientProperties = Map.copyOf(clientProperties);
        if (deadline.compareTo(SHORTEST_DEADLINE) < 0) {
            throw new IllegalArgumentException("an append deadline of " + deadline + " is too short; at least PT1S");
        }
        if (partitions < 1 || replicationFactor < 1 || minInSync < 1 || minInSync > replicationFactor) {
            throw new IllegalArgumentException("partitions " + partitions + ", replication factor " + replicationFactor
                    + " and min in-sync " + minInSync + " do not fit together");
        }
    }

    /** One broker of our own: no replicas, so every batch of decided facts is forced to the disk. */
    public static LogSettings embedded(String bootstrapServers) {
        return new LogSettings(
                bootstrapServers,
                Map.of(),
                "rackledger.",
                8,
                (short) 1,
                (short) 1,
                true,
                Duration.ofSeconds(10),
                Duration.ZERO,
                Duration.ofDays(90),
                SnapshotRhythm.STANDARD);
    }

    /** A cluster of at least three brokers: durable by replication. */
    public static LogSettings cluster(String bootstrapServers, Map<String, String> clientProperties) {
        LogSettings single = embedded(bootstrapServers).withReplication((short) 3, (short) 2, false);
        return single.withClientProperties(clientProperties);
    }

    public LogSettings withReplication(short factor, short inSync, boolean flush) {
        return new LogSettings(
                bootstrapServers,
                clientProperties,
                prefix,
                partitions,
                factor,
                inSync,
                flush,
                deadline,
                linger,
                signalRetention,
                snapshots);
    }

    public LogSettings withClientProperties(Map<String, String> properties) {
        return new LogSettings(
                bootstrapServers,
                properties,
                prefix,
                partitions,
                replicationFactor,
                minInSync,
                flushEach,
                deadline,
                linger,
                signalRetention,
                snapshots);
    }

    public LogSettings withPrefix(String other) {
        return new LogSettings(
                bootstrapServers,
                clientProperties,
                other,
                partitions,
                replicationFactor,
                minInSync,
                flushEach,
                deadline,
                linger,
                signalRetention,
                snapshots);
    }

    public LogSettings withDeadline(Duration other) {
        return new LogSettings(
                bootstrapServers,
                clientProperties,
                prefix,
                partitions,
                replicationFactor,
                minInSync,
                flushEach,
                other,
                linger,
                signalRetention,
                snapshots);
    }

    public LogSettings withSnapshots(SnapshotRhythm other) {
        return new LogSettings(
                bootstrapServers,
                clientProperties,
                prefix,
                partitions,
                replicationFactor,
                minInSync,
                flushEach,
                deadline,
                linger,
                signalRetention,
                other);
    }
}
