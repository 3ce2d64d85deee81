package io.rackledger.command.process;

import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.identity.TraceParent;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What the follower remembers of one node. Confined to the follower's thread. */
final class NodeWatch {
    final NodeId node;
    final int partition;
    private final Set<SignalId> judged = new HashSet<>();
    private Optional<Instant> repairFailed = Optional.empty();
    private Instant claimsSettled = Instant.MIN;
    private Observed observed = Observed.NOTHING;
    private long sequence;
    private Needs needs = Needs.NOTHING;
    private Optional<TraceParent> attemptTrace = Optional.empty();
    private Optional<TraceParent> powerTrace = Optional.empty();
    private Optional<Instant> armed = Optional.empty();
    private Optional<Instant> secondLook = Optional.empty();
    private Optional<Asked> asked = Optional.empty();
    private boolean busy;
    private int failures;
    private int keepFailures;
    private Instant plansRestUntil = Instant.MIN;
    private NodeStream lookedAt = NodeStream.EMPTY;

    /** The command last asked for, and the version of the node it was asked on. */
    private record Asked(CommandId command, long sequence) {}

    /** @param sequence of the node's last record that was there when the watch began */
    NodeWatch(NodeId node, int partition, long sequence) {
        this.node = node;
        this.partition = partition;
        this.sequence = sequence;
    }

    /** Offset of the oldest signal that this node still needs; empty where none matters any more. */
    OptionalLong needsFrom(Node state, Instant powerKnownAt) {
        return needs.from(observed, state, powerKnownAt);
    }

    Observed observed() {
        return observed;
    }

    /** When the node's claims changed, or their repair failed, where that is not settled yet. */
    Optional<Instant> claimsUnsettled(Instant touchedAt) {
        return repairFailed.or(() -> Optional.of(touchedAt).filter(at -> !at.equals(claimsSettled)));
    }

    void claimsSettled(Instant touchedAt) {
        repairFailed = Optional.empty();
        claimsSettled = touchedAt;
    }

    /** What was settled may have been changed since by one of older knowledge. */
    void claimsInDoubt() {
        claimsSettled = Instant.MIN;
    }

    void repairFailed(Instant at) {
        repairFailed = Optional.of(at);
    }

    /** Follows the node's stream; a void record, or one that was there when the watch began, changes nothing, and false tells so. */
    boolean see(NodeRecord record) {
        if (record.sequence() != sequence + 1) {
            return false;
        }
        sequence = record.sequence();
        TraceParent.parse(record.context().traceparent()).ifPresent(trace -> follow(record, trace));
        return true;
    }

    /** Commands that follow inherit the trace, so that a watch which begins in the middle of an attempt finds it again. */
    private void follow(NodeRecord record, TraceParent trace) {
        boolean begins = record.events().stream().anyMatch(NodeEvent.AttemptStarted.class::isInstance);
        boolean power = record.events().stream().anyMatch(NodeEvent.PowerActionRequested.class::isInstance);
        attemptTrace = begins || attemptTrace.isEmpty() ? Optional.of(trace) : attemptTrace;
        powerTrace = power ? Optional.of(trace) : powerTrace;
    }

    /** What led to a command: the request for power where it tells of one, else what began the attempt. */
    Optional<TraceParent> trace(NodeCommand command) {
        return command instanceof NodeCommand.ReportPower ? powerTrace.or(() -> attemptTrace) : attemptTrace;
    }

    /** Judges a signal on the node's state; whether it told anything. A signal that is read twice counts once. */
    boolean see(LogRecord.OfSignal record, Node state) {
        Signal signal = record.signal();
        boolean repeatable =
                signal.body() instanceof SignalBody.HeartbeatReceived || signal.body() instanceof SignalBody.StepLogged;
        Observed next = observed.with(signal, state);
        if (next.equals(observed) || (!repeatable && judged.contains(signal.id()))) {
            return false;
        }
        boolean otherChain =
                !next.chain().map(c -> c.chain()).equals(observed.chain().map(c -> c.chain()));
        if (otherChain) {
            judged.clear();
        }
        needs = needs.with(observed, next, record.position().offset());
        if (!repeatable) {
            judged.add(signal.id());
        }
        observed = next;
        return true;
    }

    /** Whether the last look was at this very state. */
    boolean looked(NodeStream at) {
        return lookedAt == at;
    }

    void lookedAt(NodeStream at) {
        lookedAt = at;
    }

    /** When this node is to be looked at without a cause. */
    Optional<Instant> armed() {
        return armed;
    }

    void arm(Optional<Instant> at) {
        armed = at;
    }

    /** When what was published for this node is next compared with what stands in the log. */
    Optional<Instant> secondLook() {
        return secondLook;
    }

    void secondLook(Instant at) {
        secondLook = Optional.of(at);
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

    /** What was to be published for this node is in the log; the next look compares again. */
    void kept() {
        keepFailures = 0;
    }

    /** Whether boot plans may be written: after a failure not before its pause is over, whatever else the node is looked at for. */
    boolean plansMayGo(Instant now) {
        return !now.isBefore(plansRestUntil);
    }

    void plansRest(Instant until) {
        plansRestUntil = until;
    }

    /** It did not reach the log. Returns how often in a row. */
    int keepFailed() {
        return ++keepFailures;
    }

    /** The command has no answer: it may be asked again. Returns how often in a row. */
    int fail() {
        busy = false;
        asked = Optional.empty();
        return ++failures;
    }
}
