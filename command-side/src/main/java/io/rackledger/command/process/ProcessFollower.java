package io.rackledger.command.process;

import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.door.SharedFeedReader;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalSubject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows node events and signals of its share of the partitions and keeps the process managers going: first it only remembers, and
 * when it has caught up it looks at every node once, then at each node that something happened to or whose time has come. All memory
 * is a fold of the log, so a new follower is as good as the old one. Not thread-safe but for {@link #wakeup}.
 */
final class ProcessFollower implements AutoCloseable {
    static final String GROUP = "process-managers";
    private static final Logger LOG = LoggerFactory.getLogger(ProcessFollower.class);
    private static final Duration KEEP_EVERY = Duration.ofSeconds(30);

    private final SharedFeedReader reader;
    private final NodeStates states;
    private final Clock clock;
    private final Duration patience;
    private final Timers timers = new Timers();
    private final ReadProof proof;
    private final UnderWay underWay;
    private final Stalls stalls;
    private final NodeDesk desk;
    private final Map<NodeId, NodeWatch> watches = new HashMap<>();
    private final Set<NodeId> ready = new LinkedHashSet<>();
    private final Set<NodeId> unproven = new LinkedHashSet<>();
    private final List<LogRecord.OfSignal> unjudged = new ArrayList<>();
    /** By partition, the newest record read that the fold may not have passed. */
    private final Map<Integer, LogPosition> newest = new HashMap<>();

    private long generation = -1;
    private Instant lookedAgainAt = Instant.MIN;
    private boolean seeded;
    /** Whether the last step came to its end, so that all that was read is known here. */
    private boolean whole;

    private Instant keptAt = Instant.MIN;
    private volatile boolean live;
    private volatile ProcessLoad load = ProcessLoad.NONE;

    ProcessFollower(ProcessDoors doors, ProcessRules rules, Clock clock) {
        this(doors, rules, clock, new Stalls(rules.silenceGrace()));
    }

    /** @param stalls of this process */
    ProcessFollower(ProcessDoors doors, ProcessRules rules, Clock clock, Stalls stalls) {
        this.reader = doors.feed().readShared(GROUP, List.of(LogTopic.NODE_EVENTS, LogTopic.SIGNALS));
        this.states = doors.states();
        this.clock = clock;
        this.patience = rules.patience();
        this.proof = new ReadProof(doors.feed(), rules.patience());
        this.underWay = new UnderWay(doors.intake(), rules.patience(), reader::wakeup);
        this.stalls = stalls;
        this.desk = new NodeDesk(doors, rules, underWay, timers, proof, stalls, clock);
    }

    /** Whether it has caught up and acts. */
    boolean live() {
        return live;
    }

    /** What is in hand since the last round. */
    ProcessLoad load() {
        return load;
    }

    /** One round: reads what is there, waiting at most so long for it, and does what follows. */
    void step(Duration atMost) {
        whole = false;
        round(atMost);
        whole = true;
    }

    private void round(Duration atMost) {
        stalls.roundBegins(clock.instant());
        List<LogRecord> records = reader.poll(hasWork() ? Duration.ZERO : untilNext(atMost));
        if (reader.generation() != generation) {
            reassign();
        }
        records.forEach(this::remember);
        if (!seeded && !seed()) {
            return;
        }
        if (!foldHasSeenThem() || (unjudged.stream().anyMatch(this::needsNewerState) && !foldCaughtUp())) {
            return;
        }
        judge();
        if (!live) {
            catchUp();
        }
        if (live) {
            proof.look(reader);
            if (proof.goesOn(reader, clock.instant())) {
                stalls.roundSaw(clock.instant());
            }
            act();
            if (!clock.instant().isBefore(keptAt.plus(KEEP_EVERY))) {
                keep();
            }
        }
        load = new ProcessLoad(watches.size(), timers.size(), underWay.size(), unproven.size());
    }

    private boolean hasWork() {
        return live && !ready.isEmpty() && underWay.hasRoom();
    }

    private Duration untilNext(Duration atMost) {
        Duration left = timers.next()
                .map(next -> Duration.between(clock.instant(), next))
                .orElse(atMost);
        return left.isNegative() ? Duration.ZERO : left.compareTo(atMost) < 0 ? left : atMost;
    }

    /** Forgets the nodes of partitions that are no longer ours; those won are learnt from the fold and from their signals before we act again. */
    private void reassign() {
        generation = reader.generation();
        Set<Integer> owned = reader.owned();
        watches.values().removeIf(watch -> !owned.contains(watch.partition));
        ready.retainAll(watches.keySet());
        unproven.clear();
        newest.clear();
        lookedAgainAt = Instant.MIN;
        proof.reset();
        live = false;
        seeded = false;
        LOG.info("process managers follow partitions {}", owned);
    }

    /** The fold knows every node: of the node events only those after its place are read. */
    private boolean seed() {
        Optional<LogVector> place = came(states.caughtUp(patience));
        place.ifPresent(folded -> {
            reader.skip(LogTopic.NODE_EVENTS, folded);
            for (NodeId node : states.known(reader.owned())) {
                NodeStream stream = states.current(node);
                watch(node, stream.position().partition(), stream.sequence());
            }
        });
        seeded = place.isPresent();
        return seeded;
    }

    /** Tells from time to time which signals still matter, so that whoever takes over need not read them all. */
    private void keep() {
        keptAt = clock.instant();
        Map<Integer, Long> needed = new HashMap<>();
        LogVector judged = reader.next(LogTopic.SIGNALS);
        reader.owned().forEach(partition -> needed.put(partition, judged.of(partition)));
        for (NodeWatch watch : watches.values()) {
            NodeStream stream = states.current(watch.node);
            if (stream.state() instanceof Node node) {
                watch.needsFrom(node, stream.traces().powerKnownAt())
                        .ifPresent(offset -> needed.merge(watch.partition, offset, Math::min));
            }
        }
        reader.keepFrom(LogTopic.SIGNALS, new LogVector(new TreeMap<>(needed)));
    }

    private void remember(LogRecord record) {
        switch (record) {
            case LogRecord.OfNode(var node) -> {
                NodeWatch watch = watch(node.node(), node.position().partition(), node.sequence() - 1);
                boolean applied = watch.see(node);
                newest.put(node.position().partition(), node.position());
                NodeStream current = states.current(node.node());
                // Our own records have been looked at with their answers.
                if (current.sequence() < node.sequence() || !watch.looked(current)) {
                    ready.add(node.node());
                }
                if (applied && live) {
                    StateLines.tell(node);
                }
            }
            case LogRecord.OfSignal signal -> {
                if (signal.signal().subject() instanceof SignalSubject.OfNode of) {
                    watch(
                            of.node(),
                            signal.position().partition(),
                            states.current(of.node()).sequence());
                    unjudged.add(signal);
                }
            }
            case LogRecord.Unreadable unreadable ->
                LOG.error(
                        "record {} {} is left out: {}", unreadable.topic(), unreadable.position(), unreadable.reason());
        }
    }

    private NodeWatch watch(NodeId node, int partition, long sequence) {
        return watches.computeIfAbsent(node, id -> new NodeWatch(id, partition, sequence));
    }

    /** A node is looked at in a state at least as new as the record that was the cause. Asks nobody but our own fold. */
    private boolean foldHasSeenThem() {
        boolean seen = newest.values().stream()
                .allMatch(place -> came(states.reached(place, patience)).isPresent());
        if (seen) {
            newest.clear();
        }
        return seen;
    }

    /**
     * A signal is judged on a state at least as new as the one at its appending. Where it belongs to the present state it can be judged
     * at once, and so can it where what it belongs to is over; else the fold may be behind, and the log must be asked where it ends.
     */
    private boolean needsNewerState(LogRecord.OfSignal record) {
        Signal signal = record.signal();
        return signal.subject() instanceof SignalSubject.OfNode of
                && !(states.current(of.node()).state() instanceof Node node
                        && (Observed.concerns(signal, node) || Observed.isOver(signal, node)));
    }

    private boolean foldCaughtUp() {
        return came(states.caughtUp(patience)).isPresent();
    }

    private Optional<LogVector> came(CompletableFuture<LogVector> fold) {
        try {
            return Optional.of(fold.get(patience.toMillis() * 2, TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("the fold has not caught up: {}", String.valueOf(e.getMessage()));
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void judge() {
        for (LogRecord.OfSignal signal : unjudged) {
            if (signal.signal().subject() instanceof SignalSubject.OfNode(var id, var _, var _)) {
                judge(signal, id);
            }
        }
        unjudged.clear();
    }

    private void judge(LogRecord.OfSignal signal, NodeId id) {
        NodeStream stream = states.current(id);
        if (stream.equals(NodeStream.EMPTY)) {
            // Such as of an enrolment that was refused: there is no node to watch, and its first event would begin
            // anew.
            watches.remove(id);
        } else if (stream.state() instanceof Node node
                && watches.get(id) instanceof NodeWatch watch
                && watch.see(signal, node)) {
            ready.add(id);
        }
    }

    private void catchUp() {
        proof.look(reader);
        if (proof.until().equals(Instant.MIN)) {
            proof.ask(clock.instant());
            proof.look(reader);
        }
        if (proof.until().isAfter(Instant.MIN) && foldCaughtUp()) {
            live = true;
            desk.live(proof.until());
            ready.addAll(watches.keySet());
            LOG.info("process managers have caught up with {} nodes", watches.size());
        }
    }

    private void act() {
        boolean more = true;
        while (more) {
            takeAnswers();
            takeTimers();
            lookAtReady();
            more = provenNow() || underWay.hasAnswers() || (!ready.isEmpty() && underWay.hasRoom());
        }
    }

    private void takeAnswers() {
        for (Answer answer : underWay.take()) {
            NodeWatch watch = watches.get(answer.node());
            if (watch != null) {
                take(answer, watch);
            }
        }
    }

    private void take(Answer answer, NodeWatch watch) {
        switch (answer) {
            case Answer.Decided _ -> {
                watch.answer();
                ready.add(watch.node);
            }
            case Answer.Unanswered _ -> later(watch, watch.fail());
            case Answer.Kept _ -> watch.kept();
            case Answer.RepairFailed _ -> {
                watch.repairFailed(clock.instant());
                timers.add(clock.instant().plus(RetryPause.FIRST), watch.node);
            }
            case Answer.PlanFailed _ -> {
                desk.planFailed(watch);
                watch.plansRest(later(watch, watch.keepFailed()));
            }
        }
    }

    /** Asks again, or publishes again, each time later. */
    private Instant later(NodeWatch watch, int failures) {
        Instant again = clock.instant().plus(RetryPause.after(failures, watch.node));
        timers.add(again, watch.node);
        return again;
    }

    private void takeTimers() {
        for (NodeId node : timers.due(clock.instant())) {
            NodeWatch watch = watches.get(node);
            if (watch != null) {
                watch.arm(Optional.empty());
                ready.add(node);
            }
        }
    }

    private void lookAtReady() {
        Iterator<NodeId> next = ready.iterator();
        while (next.hasNext() && underWay.hasRoom()) {
            NodeId node = next.next();
            next.remove();
            if (watches.get(node) instanceof NodeWatch watch && desk.look(watch)) {
                unproven.add(node);
            }
        }
    }

    /** Looks again at nodes whose deadline has passed, when all that had come until then has been read. */
    private boolean provenNow() {
        if (unproven.isEmpty()) {
            return false;
        }
        if (!proof.until().isAfter(lookedAgainAt)) {
            stalls.roundBegins(clock.instant());
            proof.ask(clock.instant());
            stalls.roundSaw(clock.instant());
            proof.look(reader);
        }
        if (!proof.until().isAfter(lookedAgainAt)) {
            return false;
        }
        lookedAgainAt = proof.until();
        ready.addAll(unproven);
        unproven.clear();
        return true;
    }

    /** Ends a waiting step. */
    void wakeup() {
        reader.wakeup();
    }

    /** Leaves in order where it can: then the next one reads only the signals that still matter. */
    @Override
    public void close() {
        if (live && whole && unjudged.isEmpty()) {
            keep();
        }
        reader.close();
    }
}
