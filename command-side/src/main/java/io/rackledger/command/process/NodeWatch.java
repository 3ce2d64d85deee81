package io.rackledger.command.process;

import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What the follower remembers of one node. Confined to the follower's thread. */
final class NodeWatch {
    final NodeId node;
    final int partition;
    private final Set<SignalId> judged = new HashSet<>();
    private final Set<MacAddress> macs = new HashSet<>();
    private final Set<ClaimKey> everHad = new HashSet<>();
    private Optional<Instant> claimsTouched = Optional.empty();
    private Observed observed = Observed.NOTHING;
    private long sequence;
    private Instant powerKnownAt = Instant.MIN;
    private Optional<Instant> armed = Optional.empty();
    private Optional<Asked> asked = Optional.empty();
    private boolean busy;
    private int failures;

    /** The command last asked for, and the version of the node it was asked on. */
    private record Asked(CommandId command, long sequence) {}

    NodeWatch(NodeId node, int partition) {
        this.node = node;
        this.partition = partition;
    }

    Observed observed() {
        return observed;
    }

    /** MAC addresses that the node ever had. */
    Set<MacAddress> macs() {
        return macs;
    }

    /** Names, MAC addresses and BMCs that the node ever had. */
    Set<ClaimKey> everHad() {
        return everHad;
    }

    /** When the node's claims last changed; empty when that is settled. */
    Optional<Instant> claimsTouched() {
        return claimsTouched;
    }

    void claimsTouched(Instant at) {
        claimsTouched = Optional.of(at);
    }

    void claimsSettled() {
        claimsTouched = Optional.empty();
    }

    private void claimed(NodeAttributes attributes, Instant at) {
        macs.addAll(attributes.ports());
        everHad.addAll(ClaimRepair.keysOf(attributes));
        claimsTouched(at);
    }

    private void claimed(MacAddress mac, Instant at) {
        macs.add(mac);
        everHad.add(ClaimKey.of(mac));
        claimsTouched(at);
    }

    /** Follows the node's stream as far as power and claims go; a void record changes nothing, and false tells so. */
    boolean see(NodeRecord record) {
        if (record.sequence() != sequence + 1) {
            return false;
        }
        sequence = record.sequence();
        for (NodeEvent event : record.events()) {
            switch (event) {
                case NodeEvent.NodeEnrolled enrolled -> claimed(enrolled.attributes(), enrolled.at());
                case NodeEvent.AttributesChanged changed -> claimed(changed.attributes(), changed.at());
                case NodeEvent.PortAdded added -> claimed(added.mac(), added.at());
                case NodeEvent.PortRemoved removed -> claimsTouched(removed.at());
                case NodeEvent.NodeDeleted deleted -> claimsTouched(deleted.at());
                case NodeEvent.PowerActionEnded ended -> powerKnownAt = ended.at();
                case NodeEvent.PowerStateObserved read -> powerKnownAt = read.at();
                case NodeEvent.PropertiesDiscovered _,
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
                        NodeEvent.HoldPlaced _,
                        NodeEvent.HoldReleased _ -> {
                    // Neither power nor claims.
                }
            }
        }
        return true;
    }

    /** When the stream last spoke of the node's power; the far future while this watch has not read all of the stream. */
    Instant powerKnownAt(long presentSequence) {
        return sequence == presentSequence ? powerKnownAt : Instant.MAX;
    }

    /** Judges a signal on the node's state. A signal that is read twice counts once. */
    void see(Signal signal, Node state) {
        boolean repeatable =
                signal.body() instanceof SignalBody.HeartbeatReceived || signal.body() instanceof SignalBody.StepLogged;
        Observed next = observed.with(signal, state);
        if (next.equals(observed) || (!repeatable && judged.contains(signal.id()))) {
            return;
        }
        boolean otherChain =
                !next.chain().map(c -> c.chain()).equals(observed.chain().map(c -> c.chain()));
        if (otherChain) {
            judged.clear();
        }
        if (!repeatable) {
            judged.add(signal.id());
        }
        observed = next;
    }

    /** When this node is to be looked at without a cause. */
    Optional<Instant> armed() {
        return armed;
    }

    void arm(Optional<Instant> at) {
        armed = at;
    }

    boolean busy() {
        return busy;
    }

    /** Whether the command was asked for on this version already: then its answer stands until the node changes. */
    boolean answered(CommandId command, long onSequence) {
        return asked.equals(Optional.of(new Asked(command, onSequence)));
    }

    void ask(CommandId command, long onSequence) {
        asked = Optional.of(new Asked(command, onSequence));
        busy = true;
    }

    /** The command has its answer. */
    void answer() {
        busy = false;
        failures = 0;
    }

    /** The command has no answer: it may be asked again. Returns how often in a row. */
    int fail() {
        busy = false;
        asked = Optional.empty();
        return ++failures;
    }
}
