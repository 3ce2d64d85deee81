package io.rackledger.eventlog.kafka;

import java.time.Duration;
import java.util.Map;

/**
 * How to reach the log and how it is laid out.
 *
 * @param access where the brokers are, and what is asked of them
 * @param layout of topics that do not exist yet
 * @param pace how long writers wait
 * @param snapshots when snapshots of the nodes are written
 */
public record LogSettings(Access access, Layout layout, Pace pace, SnapshotRhythm snapshots) {
    private static final Duration SHORTEST_DEADLINE = Duration.ofSeconds(1);

    /**
     * The way to the brokers.
     *
     * @param bootstrapServers host:port, several with commas
     * @param clientProperties handed to every Kafka client as they are: TLS, SASL, quotas
     * @param prefix put before every topic's name
     */
    public record Access(String bootstrapServers, Map<String, String> clientProperties, String prefix) {
        public Access {
            clientProperties = Map.copyOf(clientProperties);
        }
    }

    /**
     * Of topics that do not exist yet.
     *
     * @param partitions of each; the same for all, as keys must fall alike
     * @param replicationFactor copies of each
     * @param minInSync replicas that must have a record before it counts as written
     * @param flushEach whether the broker forces every batch of node-events and claims to the disk: for a single broker
     * @param signalRetention how long signals are kept
     */
    public record Layout(
            int partitions, short replicationFactor, short minInSync, boolean flushEach, Duration signalRetention) {
        public Layout {
            if (partitions < 1 || replicationFactor < 1 || minInSync < 1 || minInSync > replicationFactor) {
                throw new IllegalArgumentException("partitions " + partitions + ", replication factor "
                        + replicationFactor + " and min in-sync " + minInSync + " do not fit together");
            }
        }
    }

    /**
     * Of writers.
     *
     * @param deadline until when an append is answered; an answer that has not come then is "outcome unknown"
     * @param linger how long a producer waits for company of a record; zero for the shortest latency
     */
    public record Pace(Duration deadline, Duration linger) {
        public Pace {
            if (deadline.compareTo(SHORTEST_DEADLINE) < 0) {
                throw new IllegalArgumentException(
                        "an append deadline of " + deadline + " is too short; at least PT1S");
            }
        }
    }

    /** One broker of our own: no replicas, so every batch of decided facts is forced to the disk. */
    public static LogSettings embedded(String bootstrapServers) {
        return new LogSettings(
                new Access(bootstrapServers, Map.of(), "rackledger."),
                new Layout(8, (short) 1, (short) 1, true, Duration.ofDays(90)),
                new Pace(Duration.ofSeconds(10), Duration.ZERO),
                SnapshotRhythm.STANDARD);
    }

    /** A cluster of at least three brokers: durable by replication. */
    public static LogSettings cluster(String bootstrapServers, Map<String, String> clientProperties) {
        LogSettings single = embedded(bootstrapServers).withReplication((short) 3, (short) 2, false);
        return single.with(new Access(bootstrapServers, clientProperties, single.access.prefix()));
    }

    private LogSettings with(Access other) {
        return new LogSettings(other, layout, pace, snapshots);
    }

    public LogSettings withReplication(short factor, short inSync, boolean flush) {
        Layout other = new Layout(layout.partitions(), factor, inSync, flush, layout.signalRetention());
        return new LogSettings(access, other, pace, snapshots);
    }

    public LogSettings withPrefix(String other) {
        return with(new Access(access.bootstrapServers(), access.clientProperties(), other));
    }

    public LogSettings withDeadline(Duration other) {
        return new LogSettings(access, layout, new Pace(other, pace.linger()), snapshots);
    }

    public LogSettings withSnapshots(SnapshotRhythm other) {
        return new LogSettings(access, layout, pace, other);
    }
}
