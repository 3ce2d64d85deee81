package io.rackledger.command.simulation;

import static io.rackledger.command.handling.ClaimChange.keysOf;

import io.rackledger.command.handling.Intakes;
import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.Refusal;
import io.rackledger.eventlog.claims.ClaimChange;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who has which name, MAC address and BMC, by the nodes' own records. Two things are beyond what reservations can promise; they are
 * counted, not forbidden: a record that came into the log after its reservation had lapsed, because its process stood still for so long,
 * and a reservation that lapsed because no process manager was there to confirm it in time.
 */
final class ClaimTruth {
    private final VirtualTime time;
    private final Stats stats;
    private final Map<ClaimKey, NodeId> owners = new HashMap<>();
    private final Set<ClaimKey> lapsed = new HashSet<>();
    private final Map<ClaimKey, Instant> unconfirmed = new HashMap<>();
    private long wrongBy;

    ClaimTruth(VirtualTime time, Stats stats) {
        this.time = time;
        this.stats = stats;
    }

    void clocksWrongBy(long millis) {
        wrongBy = Math.max(wrongBy, millis);
    }

    void changed(NodeRecord record, NodeState before, NodeState after) {
        if (before == after) {
            return;
        }
        Set<ClaimKey> had = keysOf(before);
        Set<ClaimKey> has = keysOf(after);
        if (had.equals(has)) {
            return;
        }
        boolean late = time.now() - VirtualTime.millis(record.at()) + 2 * wrongBy > Intakes.RESERVATION.toMillis();
        for (ClaimKey key : had) {
            if (!has.contains(key)) {
                owners.remove(key, record.node());
            }
        }
        for (ClaimKey key : has) {
            if (!had.contains(key)) {
                take(key, record, late);
            }
        }
    }

    private void take(ClaimKey key, NodeRecord record, boolean late) {
        NodeId other = owners.put(key, record.node());
        if (late) {
            lapsed.add(key);
        }
        if (other != null && !other.equals(record.node())) {
            if (unconfirmed.getOrDefault(key, Instant.MAX).isBefore(record.at().plusMillis(2 * wrongBy))) {
                lapsed.add(key);
            }
            stats.count(Stat.CLAIM_LAPSED);
            Breach.unless(lapsed.contains(key), "one " + key + ", one node, not also " + other, record);
        }
    }

    /** A record of the claims topic; a reservation that nobody confirmed lapses. */
    void claimed(ClaimKey key, ClaimChange change) {
        if (change instanceof ClaimChange.Reserved reserved) {
            if (!owners.containsKey(key) || owners.get(key).equals(reserved.node())) {
                unconfirmed.put(key, reserved.until());
            }
        } else {
            unconfirmed.remove(key);
        }
    }

    /** Somebody was refused a key. */
    void refused(CommandEnvelope envelope, Refusal refusal) {
        Breach.unless(
                !refusal.detail().contains("belongs to node " + envelope.node()),
                "a node's own key is its own",
                refusal);
    }

    /** The nodes' keys as the claims topic should tell them when all is settled; without those that lapsed. */
    Map<ClaimKey, NodeId> owners() {
        return owners;
    }

    boolean hasLapsed(ClaimKey key) {
        return lapsed.contains(key);
    }
}
