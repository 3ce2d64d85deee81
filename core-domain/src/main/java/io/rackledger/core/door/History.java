package io.rackledger.core.door;

import io.rackledger.core.identity.NodeId;
import java.util.List;

/** The log's past, read from the log itself. */
public interface History {
    /** The applied records of a node in the order of their sequences; void ones are left out. Blocks; not for the command path. */
    List<NodeRecord> of(NodeId node);
}
