package io.rackledger.core.door;

import java.time.Duration;
import java.util.Set;

/**
 * A reader that owns some of the partitions. Those who share act on what they read, so {@link #poll} does not pass a record that a newer
 * program wrote: it throws an {@link OutdatedProgramException}, every time. Readers of all partitions get it as unreadable.
 */
public interface SharedFeedReader extends FeedReader {
    /** No member loses its share to another before it was silent for so long; some stores wait longer. */
    Duration SILENCE = Duration.ofSeconds(4);

    /**
     * Partitions owned at this moment; changes only inside {@link #poll}. A partition that is won, or lost and won again, is read from the
     * place that {@link #keepFrom} named last in this group, else from its beginning.
     */
    Set<Integer> owned();

    /** Counts assignments; a change since the last poll means that lost partitions' state must be dropped. */
    long generation();

    /** Goes on at these places in the owned partitions that stand before them: what lies between is known by other means. */
    void skip(LogTopic topic, LogVector places);

    /**
     * Says that nothing before these places matters to this group any more, whoever reads on: the next owner begins there. Does not wait; a
     * word that is lost, or that comes from one who owns the partition no more, makes the next owner read more than it must, never less.
     */
    void keepFrom(LogTopic topic, LogVector places);
}
