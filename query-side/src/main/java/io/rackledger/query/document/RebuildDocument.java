package io.rackledger.query.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;

/**
 * How the newest rebuild of the projections stands. The live rows answer until it is done.
 *
 * @param state {@code none}, {@code filling}, {@code done} or {@code cancelled}
 * @param cause why it was begun
 * @param done records taken up, {@code total} those that there are; both by their places in the log
 * @param perSecond records per second since the program that fills was started
 * @param leftSeconds until the end, at this rate
 * @param switchMs how long the live rows stood still when the new ones took their place
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RebuildDocument(
        String state,
        String cause,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        long done,
        long total,
        int percent,
        long perSecond,
        Optional<Long> leftSeconds,
        Optional<Long> switchMs) {
    private static final int ALL = 100;

    /** There was none in this database. */
    public static final RebuildDocument NONE = new RebuildDocument(
            "none", "", Optional.empty(), Optional.empty(), 0, 0, 0, 0, Optional.empty(), Optional.empty());

    public static RebuildDocument of(
            String state,
            String cause,
            Instant startedAt,
            Optional<Instant> endedAt,
            long done,
            long total,
            double perSecond,
            Optional<Long> switchMs) {
        boolean counts = endedAt.isEmpty() && perSecond > 0;
        return new RebuildDocument(
                state,
                cause,
                Optional.of(startedAt),
                endedAt,
                done,
                total,
                total == 0 ? 0 : (int) (done * ALL / total),
                Math.round(perSecond),
                counts ? Optional.of(Math.round((total - done) / perSecond)) : Optional.empty(),
                switchMs);
    }
}
