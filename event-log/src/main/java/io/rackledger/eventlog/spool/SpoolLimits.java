package io.rackledger.eventlog.spool;

import java.time.Duration;

/**
 * How much the spool holds, and when it comes in.
 *
 * @param mostBytes of all segments; signs of life may fill half of it, other good news seven eighths, failures all
 * @param segmentBytes after which a new file is begun
 * @param reserveBytes kept on the disk for failures, should the disk be full
 * @param patience how long the log may take for a signal before it is spooled
 */
public record SpoolLimits(long mostBytes, int segmentBytes, int reserveBytes, Duration patience) {
    public static final SpoolLimits DEFAULT = new SpoolLimits(512L << 20, 8 << 20, 1 << 20, Duration.ofSeconds(1));

    public SpoolLimits {
        if (mostBytes < 4L * segmentBytes || segmentBytes < 1024 || reserveBytes < 0) {
            throw new IllegalArgumentException("a spool of " + mostBytes + " bytes must hold four segments of "
                    + segmentBytes + " bytes, and a segment at least 1024 bytes");
        }
    }

    /** How full the spool may be for one of this weight to be taken. */
    long roomFor(Weight weight) {
        return switch (weight) {
            case EXPENDABLE -> mostBytes / 2;
            case FACT -> mostBytes / 8 * 7;
            case FAILURE -> mostBytes;
        };
    }
}
