package io.rackledger.core.door;

import java.util.Set;

/**
 * A reader that owns some of the partitions. Those who share act on what they read, so {@link #poll} does not pass a record that a newer
 * program wrote: it throws an {@link OutdatedProgramException}, every time. Readers of all partitions get it as unreadable.
 */
public interface SharedFeedReader extends FeedReader {
    /** Partitions owned at this moment; changes only inside {@link #poll}. A partition that is lost and won again is read from its beginning. */
    Set<Integer> owned();

    /** Counts assignments; a change since the last poll means that lost partitions' state must be dropped. */
    long generation();
}
