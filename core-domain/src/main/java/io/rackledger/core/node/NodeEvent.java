package io.rackledger.core.node;

import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Step;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.HoldId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.identity.WaitId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What happened to a node: decided facts, in the order of its stream. Wire names and versions are owned by the codec. */
public sealed interface NodeEvent {
    /** When it was decided. */
    Instant at();

    /** The node is known from now on, in state enroll. */
    record NodeEnrolled(Instant at, NodeId node, NodeAttributes attributes) implements NodeEvent {}

    /** An operator changed what is said about the node. */
    record AttributesChanged(Instant at, NodeAttributes attributes) implements NodeEvent {}

    /** A network port was added. */
    record PortAdded(Instant at, MacAddress mac) implements NodeEvent {}

    /** A network port was removed. */
    record PortRemoved(Instant at, MacAddress mac) implements NodeEvent {}

    /** The machine told facts about itself. */
    record PropertiesDiscovered(Instant at, SortedMap<String, String> facts) implements NodeEvent {}

    /**
     * A reservation that was made for this node lapsed, or was given up, and another node asks for the key. Changes nothing but the sequence: what was
     * decided on the node before cannot be recorded any more.
     *
     * @param key what was reserved, for example {@code mac:52:54:00:12:34:56}
     * @param askedBy the node that asks for it
     */
    record ReservationVoided(Instant at, String key, NodeId askedBy) implements NodeEvent {}

    /** The node is gone; its history stays. */
    record NodeDeleted(Instant at) implements NodeEvent {}

    /** A user's instance is bound to the node. */
    record InstanceAssigned(Instant at, InstanceInfo instance) implements NodeEvent {}

    /** The node carries no instance any more. */
    record InstanceRemoved(Instant at) implements NodeEvent {}

    /** A run of a lifecycle action began. */
    record AttemptStarted(Instant at, AttemptId attempt, LifecycleAction action, List<Step> steps)
            implements NodeEvent {
        public AttemptStarted {
            steps = List.copyOf(steps);
        }
    }

    /** The running attempt entered its next stage. */
    record AttemptAdvanced(Instant at, AttemptId attempt, AttemptStage stage) implements NodeEvent {}

    /** The attempt is over; a finding says why where it did not succeed. */
    record AttemptEnded(Instant at, AttemptId attempt, AttemptOutcome outcome, Optional<Finding> finding)
            implements NodeEvent {}

    /** The node moved; target is where the running action leads, empty when it is over. */
    record ProvisionStateChanged(
            Instant at, ProvisionState from, ProvisionState to, Optional<ProvisionState> target, Trigger trigger)
            implements NodeEvent {}

    /** The node waits for something from now on. */
    record WaitStarted(Instant at, Wait waiting) implements NodeEvent {}

    /** A clock ran out: what was due at {@code dueAt} had not come. */
    record WaitExpired(Instant at, WaitId waitId, WaitClock clock, Instant dueAt) implements NodeEvent {}

    /** A link of the boot chain was seen for the first time; the clocks of the wait move as told. */
    record CrumbRecorded(Instant at, WaitId waitId, Crumb crumb, Instant progressDeadline, Instant livenessDeadline)
            implements NodeEvent {}

    /** The effector is asked to act. */
    record PowerActionRequested(Instant at, PowerRequest request) implements NodeEvent {}

    /**
     * The effector has answered, or nobody waits for its answer any more.
     *
     * @param seenAt when the effector saw it, by its own clock; empty without an answer and in records of before 0.2.0
     */
    record PowerActionEnded(Instant at, PowerRequestId request, PowerOutcome outcome, Optional<Instant> seenAt)
            implements NodeEvent {}

    /**
     * The power state was read and is another than the last one known.
     *
     * @param seenAt when the observer read it, by its own clock; empty in records of before 0.2.0
     */
    record PowerStateObserved(Instant at, PowerState power, Optional<Instant> seenAt) implements NodeEvent {}

    /**
     * The power state is another than the one that was last asked for, though nobody was at work on the machine.
     *
     * @param policy what follows from it
     */
    record PowerDrifted(Instant at, PowerState commanded, PowerState observed, DriftPolicy policy)
            implements NodeEvent {}

    /** The BMC told which machine it belongs to; from now on it must be the same one. */
    record BmcIdentified(Instant at, BmcIdentity identity, Instant seenAt) implements NodeEvent {}

    /** An operator trusts the BMC anew: which machine it belongs to is asked again, and a fault is looked at again. */
    record BmcTrusted(Instant at) implements NodeEvent {}

    /** The account for the BMC was changed in the store of bmc-adapter; {@code version} counts its changes. */
    record BmcAccountChanged(Instant at, AccountChange change, long version) implements NodeEvent {}

    /** The BMC cannot be worked with, or for another reason than before. */
    record BmcFaultFound(Instant at, BmcFault fault, Instant seenAt) implements NodeEvent {}

    /** The BMC answers again, and takes our account. */
    record BmcFaultCleared(Instant at, Instant seenAt) implements NodeEvent {}

    /** An operator holds the node. */
    record HoldPlaced(Instant at, Hold hold) implements NodeEvent {}

    /** A hold was released. */
    record HoldReleased(Instant at, HoldId hold, String author) implements NodeEvent {}
}
