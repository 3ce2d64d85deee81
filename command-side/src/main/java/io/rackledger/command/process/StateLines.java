package io.rackledger.command.process;

import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.node.NodeEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line of the program's own log for each change of a node's state, for operators. */
final class StateLines {
    private static final Logger LOG = LoggerFactory.getLogger(StateLines.class);

    private StateLines() {}

    static void tell(NodeRecord record) {
        for (NodeEvent event : record.events()) {
            if (event instanceof NodeEvent.ProvisionStateChanged moved) {
                LOG.info(
                        "node {}: {} -> {} by {} of {} at {}",
                        record.node(),
                        moved.from(),
                        moved.to(),
                        moved.trigger(),
                        record.context().actor(),
                        record.position());
            }
        }
    }
}
