package io.rackledger.core.door;

import java.util.Set;

/** A reader that owns some of the partitions. */
public interface SharedFeedReader extends FeedReader {
    /** Partitions owned at this moment; changes only inside {@link #poll}. A partition that is lost and won again is read from its beginning. */
    Set<Integer> owned();

    /** Counts assignments; a change since the last poll means that lost partitions' state must be dropped. */
    long generation();
}
