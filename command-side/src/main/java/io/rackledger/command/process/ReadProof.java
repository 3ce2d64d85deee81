package io.rackledger.command.process;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.OutdatedProgramException;
import io.rackledger.core.door.SharedFeedReader;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Until when everything in the log has been read. Our slowness is not a node's failure: a deadline is believed to have passed in silence
 * only when all that had reached the log by then was looked at.
 */
final class ReadProof {
    private static final Logger LOG = LoggerFactory.getLogger(ReadProof.class);
    /** Much less than the shortest standstill that matters. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final Feed feed;
    private final Duration patience;
    private Instant until = Instant.MIN;
    private boolean asked;
    private Instant askedAt = Instant.MIN;
    private final Map<LogTopic, LogVector> ends = new EnumMap<>(LogTopic.class);
    private Map<LogTopic, LogVector> places = Map.of();

    ReadProof(Feed feed, Duration patience) {
        this.feed = feed;
        this.patience = patience;
    }

    /** Everything that was in the log at this time has been read; {@link Instant#MIN} before the first proof. */
    Instant until() {
        return until;
    }

    /** Starts over, for other partitions. */
    void reset() {
        until = Instant.MIN;
        asked = false;
    }

    /** Asks for a proof of now, unless one is under way. */
    void ask(Instant now) {
        if (!asked) {
            for (LogTopic topic : LogTopic.values()) {
                ends.put(topic, feed.end(topic, patience));
            }
            askedAt = now;
            asked = true;
        }
    }

    /**
     * Whether the log goes on. Who asks it only when a deadline is due sees no more of its standstill than what is left of it by then, so
     * it is asked in between, too; while an answer is outstanding the reader has to come nearer to it.
     */
    boolean goesOn(SharedFeedReader reader, Instant now) {
        if (now.isBefore(askedAt.plus(SILENCE))) {
            return true;
        }
        if (!asked) {
            return answers(now);
        }
        Map<LogTopic, LogVector> before = places;
        places = places(reader);
        return !places.equals(before);
    }

    private boolean answers(Instant now) {
        try {
            ask(now);
            return true;
        } catch (OutdatedProgramException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("the log does not tell its end: {}", e.toString());
            return false;
        }
    }

    private Map<LogTopic, LogVector> places(SharedFeedReader reader) {
        Map<LogTopic, LogVector> next = new EnumMap<>(LogTopic.class);
        ends.keySet().forEach(topic -> next.put(topic, reader.next(topic)));
        return next;
    }

    /** Looks whether the reader has come far enough. */
    void look(SharedFeedReader reader) {
        if (asked && ends.entrySet().stream().allMatch(end -> covers(reader, end.getKey(), end.getValue()))) {
            until = askedAt;
            asked = false;
        }
    }

    private static boolean covers(SharedFeedReader reader, LogTopic topic, LogVector end) {
        LogVector next = reader.next(topic);
        return reader.owned().stream().allMatch(partition -> next.of(partition) >= end.of(partition));
    }
}
