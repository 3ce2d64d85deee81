package io.rackledger.core.node;

import io.rackledger.core.failure.Finding;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A living node, folded from its events.
 *
 * @param target where the running action leads
 * @param power as last observed
 * @param bmc what is known of its BMC, and of what was asked of its power
 * @param deployedBy the attempt that put the instance on the disk; the installed system knows its seed under it
 * @param attempt the running attempt, or the last one
 * @param waiting present in every state that is not stable
 * @param failure why the last attempt did not succeed; cleared when the next one starts
 */
public record Node(
        NodeId id,
        NodeAttributes attributes,
        ProvisionState state,
        Instant stateSince,
        Optional<ProvisionState> target,
        PowerState power,
        Optional<PowerRequest> pendingPower,
        BmcStanding bmc,
        Optional<InstanceInfo> instance,
        Optional<AttemptId> deployedBy,
        Optional<Attempt> attempt,
        Optional<Wait> waiting,
        List<Hold> holds,
        Optional<Finding> failure,
        NodeCounters counters)
        implements NodeState {
    public Node {
        holds = List.copyOf(holds);
    }

    /** Whether a hold has stopped the clocks. */
    public boolean clocksPaused() {
        return holds.stream().anyMatch(Hold::pausesClocks);
    }

    /** The attempt that is under way. */
    public Optional<Attempt> runningAttempt() {
        return attempt.filter(Attempt::running);
    }
}
