package io.rackledger.eventlog.kafka;

import java.time.Duration;

/**
 * When the snapshots of a partition are brought up to date.
 *
 * @param records after so many records of node-events
 * @param atLatest after this time, where anything has changed at all
 */
public record SnapshotRhythm(long records, Duration atLatest) {
    /** A restart reads at most about a minute of events. */
    public static final SnapshotRhythm STANDARD = new SnapshotRhythm(20_000, Duration.ofMinutes(1));

    public SnapshotRhythm {
        if (records < 1 || atLatest.isNegative()) {
            throw new IllegalArgumentException("snapshots after " + records + " records or " + atLatest
                    + ": use at least 1 record and no time below 0");
        }
    }
}
