package io.rackledger.core.door;

import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.PowerOutcome;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * What a node's stream has told that its state no longer shows, and that those who settle claims and judge readings must know.
 *
 * @param former names, MAC addresses and BMCs that the node once had and has no more
 * @param claimsTouchedAt when what the node claims last changed; {@link Instant#MIN} for a node that was never enrolled
 * @param powerKnownAt when the newest look at the node's power of which the stream tells was taken; {@link Instant#MIN} where it tells of none
 */
public record NodeTraces(Set<ClaimKey> former, Instant claimsTouchedAt, Instant powerKnownAt) {
    public static final NodeTraces NONE = new NodeTraces(Set.of(), Instant.MIN, Instant.MIN);

    public NodeTraces {
        former = Set.copyOf(former);
    }

    /** After an event that led from one state to the next. */
    NodeTraces with(NodeState before, NodeEvent event, NodeState after) {
        return switch (event) {
            case NodeEvent.NodeEnrolled _,
                    NodeEvent.AttributesChanged _,
                    NodeEvent.PortAdded _,
                    NodeEvent.PortRemoved _,
                    NodeEvent.NodeDeleted _ -> new NodeTraces(former(before, after), event.at(), powerKnownAt);
            case NodeEvent.PowerActionEnded ended ->
                ended.outcome() instanceof PowerOutcome.Confirmed
                        ? poweredAt(ended.seenAt().orElse(ended.at()))
                        : this;
            case NodeEvent.PowerStateObserved observed ->
                poweredAt(observed.seenAt().orElse(observed.at()));
            case NodeEvent.PropertiesDiscovered _,
                    NodeEvent.ReservationVoided _,
                    NodeEvent.InstanceAssigned _,
                    NodeEvent.InstanceRemoved _,
                    NodeEvent.AttemptStarted _,
                    NodeEvent.AttemptAdvanced _,
                    NodeEvent.AttemptEnded _,
                    NodeEvent.ProvisionStateChanged _,
                    NodeEvent.WaitStarted _,
                    NodeEvent.WaitExpired _,
                    NodeEvent.CrumbRecorded _,
                    NodeEvent.PowerActionRequested _,
                    NodeEvent.PowerDrifted _,
                    NodeEvent.BmcIdentified _,
                    NodeEvent.BmcTrusted _,
                    NodeEvent.BmcAccountChanged _,
                    NodeEvent.BmcFaultFound _,
                    NodeEvent.BmcFaultCleared _,
                    NodeEvent.HoldPlaced _,
                    NodeEvent.HoldReleased _ -> this;
        };
    }

    /** Goes by the clocks of those who look at BMCs alone: the one who decides may be behind, and would take what it has told for news. */
    private NodeTraces poweredAt(Instant seen) {
        return seen.isAfter(powerKnownAt) ? new NodeTraces(former, claimsTouchedAt, seen) : this;
    }

    private Set<ClaimKey> former(NodeState before, NodeState after) {
        Set<ClaimKey> gone = new HashSet<>(former);
        gone.addAll(claimed(before));
        gone.removeAll(claimed(after));
        return gone;
    }

    static Set<ClaimKey> claimed(NodeState state) {
        return switch (state) {
            case Node node -> ClaimKey.of(node.attributes());
            case NodeState.Unknown _, NodeState.Deleted _ -> Set.of();
        };
    }
}
