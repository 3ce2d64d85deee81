package io.rackledger.bmc;

import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeEvent.NodeEnrolled;
import io.rackledger.core.node.NodeEvent.PowerActionRequested;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerRequest;
import io.rackledger.core.node.Protection;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Events of nodes as the tests of this module need them. */
final class TestNodes {
    static final NodeId NODE = NodeId.parse("6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b");

    private TestNodes() {}

    static NodeEvent enrolled(NodeId id, String driver, Optional<BmcAddress> bmc, String credential) {
        return new NodeEnrolled(
                Instant.EPOCH,
                id,
                new NodeAttributes(
                        "n1",
                        driver,
                        bmc,
                        credential,
                        Collections.emptySortedSet(),
                        new TreeMap<>(),
                        "",
                        new TreeSet<>(),
                        "",
                        Protection.NONE,
                        Protection.NONE));
    }

    static NodeEvent asked(long id, PowerAction action, Optional<BootDevice> device, Instant at, Instant deadline) {
        return new PowerActionRequested(at, new PowerRequest(new PowerRequestId(id), action, device, false, deadline));
    }
}
