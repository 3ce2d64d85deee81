package io.rackledger.command.simulation;

import io.rackledger.core.diagnosis.ChainKey;
import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.CommandOutcome;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.OnExpiry;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.node.RefusalCode;
import io.rackledger.core.node.WaitSubject;
import io.rackledger.core.signal.Signal;
import io.rackledger.eventlog.fold.NodeTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands in the log, known at once and for certain; and the rules that must hold after every record. */
final class Truth {
    /** Stands in everything that machines print and that no event may repeat. */
    static final String SECRET = "hunter2-canary";

    private static final Duration SOON = Duration.ofMinutes(2);

    private static final Pattern OF_WAIT =
            Pattern.compile("engine\\.[0-9a-f-]{36}\\.(?:crumb|pause|done|failure|expiry)\\.([0-9]+).*");
    private static final Set<RefusalCode> OVER =
            EnumSet.of(RefusalCode.WAIT_OVER, RefusalCode.REQUEST_OVER, RefusalCode.NOT_DUE, RefusalCode.PAUSED);

    private final Stats stats;
    private final Map<NodeId, NodeTruth> nodes = new TreeMap<>();
    private final ClaimTruth claims;
    private final SignTruth signs;
    private final Set<String> done = new HashSet<>();
    private final List<Consumer<NodeRecord>> listeners = new ArrayList<>();
    private long records;
    private Instant calm = Instant.MAX;

    Truth(VirtualTime time, Stats stats) {
        this.stats = stats;
        this.claims = new ClaimTruth();
        this.signs = new SignTruth(time);
    }

    /** Calls the listener after each record that counts. */
    void listen(Consumer<NodeRecord> listener) {
        listeners.add(listener);
    }

    long records() {
        return records;
    }

    Map<NodeId, NodeTruth> nodes() {
        return nodes;
    }

    NodeTruth node(NodeId id) {
        return nodes.computeIfAbsent(id, _ -> new NodeTruth(this));
    }

    NodeState state(NodeId id) {
        NodeTruth known = nodes.get(id);
        return known == null ? new NodeState.Unknown() : known.state();
    }

    List<Node> living() {
        List<Node> living = new ArrayList<>();
        for (NodeTruth each : nodes.values()) {
            if (each.state() instanceof Node node) {
                living.add(node);
            }
        }
        return living;
    }

    /** How wrong clocks are at most: what they decide is as wrong. */
    void clocksWrongBy(long millis) {
        signs.clocksWrongBy(millis);
    }

    ClaimTruth claims() {
        return claims;
    }

    void appended(NodeRecord record) {
        NodeTruth node = node(record.node());
        NodeState before = node.state();
        if (!node.take(record)) {
            stats.count(Stat.VOID_RECORD);
            return;
        }
        records++;
        if (before instanceof Node known) {
            namesItsWait(known, record);
            signs.judged(known, record);
        }
        claims.changed(record, before, node.state());
        secret(record);
        listeners.forEach(listener -> listener.accept(record));
    }

    /** What process managers tell of a wait is taken for that wait only; their commands name it. */
    private static void namesItsWait(Node before, NodeRecord record) {
        Matcher about = OF_WAIT.matcher(record.context().command().value());
        if (about.matches()) {
            boolean present = before.waiting()
                    .filter(wait -> wait.id().toString().equals(about.group(1)))
                    .isPresent();
            Breach.unless(present, "what was told of another wait changes nothing", record);
        }
    }

    private static void secret(NodeRecord record) {
        for (NodeEvent event : record.events()) {
            boolean ofMachine = event instanceof NodeEvent.AttemptEnded
                    || event instanceof NodeEvent.PropertiesDiscovered
                    || event instanceof NodeEvent.CrumbRecorded;
            Breach.unless(!ofMachine || !event.toString().contains(SECRET), "no secret in events", event);
        }
    }

    private static boolean ignoredAbort(CommandEnvelope envelope, NodeStream stream) {
        return envelope.command() instanceof NodeCommand.Act(var verb, var _)
                && verb == ProvisionVerb.ABORT
                && stream.state() instanceof Node node
                && node.runningAttempt().isPresent();
    }

    void signal(Signal signal) {
        signs.heard(signal);
    }

    /** The machine of this attempt has done all that the stage was for. */
    void machineDone(AttemptId attempt, boolean installed) {
        done.add(attempt + (installed ? " installed" : " ephemeral"));
    }

    boolean machineDid(AttemptId attempt, boolean installed) {
        return done.contains(attempt + (installed ? " installed" : " ephemeral"));
    }

    void reservationVoided() {
        stats.count(Stat.RESERVATION_VOIDED);
    }

    void visited(ProvisionState state) {
        stats.visit(state);
    }

    /** From then on a deadline is told as soon as it comes. */
    void calmFrom(Instant from) {
        calm = from;
    }

    /** A clock of the node's wait ran out, says the log. */
    void expired(Node before, NodeEvent.WaitExpired expiry, NodeRecord record) {
        stats.count(Stat.EXPIRED);
        boolean soon = !record.at().isAfter(expiry.dueAt().plus(SOON));
        Breach.unless(soon || expiry.dueAt().isBefore(calm), "a deadline is told when it comes", record);
        before.waiting().ifPresent(waiting -> {
            if (waiting.onExpiry() == OnExpiry.REMIND) {
                stats.count(Stat.REMINDED);
            }
            boolean ofMachine =
                    waiting.subject() == WaitSubject.MACHINE || waiting.subject() == WaitSubject.INSTALLED_SYSTEM;
            if (ofMachine) {
                ChainKey chain = NodeTruth.chain(before).orElseThrow();
                signs.expired(before, waiting, chain, expiry, record);
            } else if (waiting.subject() == WaitSubject.BMC) {
                signs.expiredOfBmc(before, expiry, record);
            }
        });
    }

    /** A process has folded the record: a look now and then at whether it knows what it should. */
    void folded(NodeRecord record, NodeTable table) {
        if ((record.sequence() & 7) == 0) {
            compare(record.node(), table);
        }
    }

    /** Everything that the process has folded is as the log tells it. */
    void compare(NodeTable table) {
        nodes.keySet().forEach(node -> compare(node, table));
    }

    private void compare(NodeId id, NodeTable table) {
        NodeStream stream = table.current(id);
        NodeTruth known = node(id);
        Breach.unless(table.frozen(id).isEmpty(), "no node is frozen", id);
        Breach.unless(stream.sequence() <= known.records().size(), "sequence is count", id);
        Breach.unless(stream.state().equals(known.state(stream.sequence())), "all folds are equal", id);
    }

    /** What a caller was told must be so. */
    void answered(CommandEnvelope envelope, CommandOutcome outcome) {
        switch (outcome) {
            case CommandOutcome.Done told -> {
                stats.count(told.repeated() ? Stat.REPEATED : Stat.DONE);
                List<NodeRecord> of = node(envelope.node()).records();
                boolean there = told.sequence() <= of.size()
                        && of.get((int) told.sequence() - 1)
                                .context()
                                .command()
                                .equals(envelope.context().command());
                Breach.unless(there, "no acknowledged command is lost", envelope);
            }
            case CommandOutcome.Unchanged(var stream) -> {
                stats.count(Stat.UNCHANGED);
                Breach.unless(!ignoredAbort(envelope, stream), "an abort ends what is under way", envelope);
            }
            case CommandOutcome.Refused refused -> {
                stats.count(Stat.REFUSED);
                stats.count(OVER.contains(refused.refusal().code()) ? Stat.DUPLICATE_REFUSED : Stat.REFUSED);
                if (refused.refusal().code() == RefusalCode.CLAIMED) {
                    stats.count(Stat.CLAIM_REFUSED);
                    claims.refused(envelope, refused.refusal());
                }
            }
            case CommandOutcome.OutcomeUnknown _ -> stats.count(Stat.OUTCOME_UNKNOWN);
        }
    }
}
