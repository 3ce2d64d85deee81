package io.rackledger.command.simulation;

import static io.rackledger.command.handling.ClaimChange.keysOf;

import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Who has which name, MAC address and BMC, by the nodes' own records: never two at a time, however long anybody stood still. */
final class ClaimTruth {
    private final Map<ClaimKey, NodeId> owners = new HashMap<>();

    void changed(NodeRecord record, NodeState before, NodeState after) {
        if (before == after) {
            return;
        }
        Set<ClaimKey> had = keysOf(before);
        Set<ClaimKey> has = keysOf(after);
        for (ClaimKey key : had) {
            if (!has.contains(key)) {
                owners.remove(key, record.node());
            }
        }
        for (ClaimKey key : has) {
            NodeId other = owners.put(key, record.node());
            Breach.unless(
                    other == null || other.equals(record.node()),
                    "one " + key + ", one node, not also " + other,
                    record);
        }
    }

    /** Somebody was refused a key. */
    void refused(CommandEnvelope envelope, Refusal refusal) {
        Breach.unless(
                !refusal.detail().contains("belongs to node " + envelope.node()),
                "a node's own key is its own",
                refusal);
    }

    /** The nodes' keys as the claims topic should tell them when all is settled. */
    Map<ClaimKey, NodeId> owners() {
        return owners;
    }
}
