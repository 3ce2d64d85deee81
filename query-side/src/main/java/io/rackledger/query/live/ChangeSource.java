package io.rackledger.query.live;

import io.rackledger.core.door.LogVector;
import java.util.List;

/** Where streams read changes of nodes. Thread-safe. */
interface ChangeSource {
    /** The next changes after a place, at most {@code limit}; partitions are those that {@code reached} knows. */
    List<NodeChange> after(LogVector place, LogVector reached, int limit);
}
