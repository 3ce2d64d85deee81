package io.rackledger.launcher.probe;

import io.micrometer.core.instrument.MeterRegistry;
import io.rackledger.command.process.ProcessManagers;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.eventlog.EventLog;
import io.rackledger.eventlog.replica.LogReplica;
import io.rackledger.launcher.meter.FoldBoard;
import io.rackledger.launcher.meter.MeteredEventLog;
import io.rackledger.launcher.meter.Meters;
import io.rackledger.launcher.meter.NodeCensus;
import io.rackledger.launcher.meter.ProcessGauges;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What is known of this process while it starts, runs and stops: opened before all else, and told of each part as it comes up. */
public final class Lookout implements AutoCloseable {
    private static final Duration FOLD_BOUND = Duration.ofSeconds(5);
    private static final Duration PROJECTION_BOUND = Duration.ofSeconds(10);
    private static final String COMMAND = "command";
    private static final String QUERY = "query";

    private final Clock clock;
    private final Meters meters;
    private final CheckBoard board;
    private final StartWatch start = new StartWatch();
    private final Judgement judgement;
    private final Writes writes;
    private final ProbeAnswers answers;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private volatile @Nullable Pulse pulse;
    private volatile @Nullable ProbeListener listener;
    private volatile Map<LogTopic, LogVector> projected = Map.of();
    private volatile Optional<Supplier<LogReplica.Standing>> replica = Optional.empty();
    private volatile String withoutLog = "";

    public Lookout(Set<String> roles, Clock clock) {
        this.clock = clock;
        this.meters = new Meters(roles);
        this.board = new CheckBoard(clock, meters.registry());
        this.judgement = new Judgement(clock, meters.registry(), board, start);
        this.writes = new Writes(clock);
        this.answers = new ProbeAnswers(judgement, meters, roles);
    }

    /** Answers probes and scrapes from now on at this address, until {@link #leavePort} or the end. Returns the port. */
    public int listen(String address, int port) throws IOException {
        ProbeListener opened = ProbeListener.start(address, port, answers);
        listener = opened;
        return opened.port();
    }

    /** Makes room for a listener that answers the same. */
    public void leavePort() {
        ProbeListener present = listener;
        listener = null;
        if (present != null) {
            present.close();
        }
    }

    public MeterRegistry registry() {
        return meters.registry();
    }

    public ProbeAnswers answers() {
        return answers;
    }

    /**
     * Further paths, answered beside the probes for as long as they have a listener of their own.
     *
     * @param answers by path and query
     */
    public void also(String prefix, BiFunction<String, String, Reply> answers) {
        this.answers.also(prefix, answers);
    }

    /** A step of the start, in words. */
    public void step(String words) {
        start.step(words);
    }

    /** The log is open; what is returned is to be used in its place. */
    public EventLog watch(EventLog log) {
        MeteredEventLog metered = new MeteredEventLog(log, meters.registry(), writes);
        start.folding(log);
        unknown("folds", Set.of());
        FoldBoard folds = new FoldBoard(meters.registry());
        Distance distance = new Distance(FOLD_BOUND);
        Pulse beat = new Pulse(log, board, clock);
        beat.add((ends, now) -> {
            Map<String, LogVector> folded = log.folded();
            folds.moved(folded);
            ends.ifPresent(known -> {
                folds.measure(folded, known);
                metered.followers().measure(known, projected);
                judge("folds", Set.of(), distance.judge(folded, known, now), "keep up with the log");
            });
            judge("writes", Set.of(), writes.trouble(), "none was refused");
            judgeReplica();
            judgement.live();
            judgement.startup();
        });
        pulse = beat;
        judgement.watch(beat, log.stopped());
        parts.add(beat);
        return metered;
    }

    /** There is no log yet, in words. */
    public void withoutLog(String words) {
        withoutLog = words;
        board.wrong("log", Set.of(), words);
        judgeReplica();
    }

    /** The words of {@link #withoutLog(String)} that were told last. */
    public String withoutLog() {
        return withoutLog;
    }

    /** What is on this host's disk for times without the log. */
    public void replica(Supplier<LogReplica.Standing> standing) {
        replica = Optional.of(standing);
        judgeReplica();
    }

    private void judgeReplica() {
        replica.map(Supplier::get).ifPresent(disk -> {
            Optional<String> damage = Optional.of(disk.damaged())
                    .filter(files -> files > 0)
                    .map(files -> files + " files of the replica are not whole and are left out until the log is read");
            String well = disk.plans() + " boot plans and " + disk.documents() + " documents are on the disk, up to "
                    + disk.plansTo().map(LogVector::toString).orElse("no place") + " and "
                    + disk.documentsTo().map(LogVector::toString).orElse("no place");
            judge("replica", Set.of(), disk.trouble().or(() -> damage), well);
        });
    }

    /** @param unfit why commands cannot be carried out here; empty where they can */
    public void fitness(Supplier<Optional<String>> unfit) {
        look((_, _) ->
                judge("fitness", Set.of(), unfit.get(), "the broker runs and the clock agrees with the brokers'"));
    }

    /** From now on nodes are counted by state. */
    public void census(EventLog log) {
        NodeCensus census = new NodeCensus(meters.registry());
        look((_, _) -> census.count(log.nodeStates()));
    }

    /** The process managers run. */
    public void processManagers(ProcessManagers managers) {
        ProcessGauges.register(managers, meters.registry());
        unknown("process-managers", Set.of(COMMAND));
        look((_, _) -> judge(
                "process-managers",
                Set.of(COMMAND),
                managers.live() ? Optional.empty() : Optional.of("have not caught up with the log, so do not act"),
                "have caught up and act"));
    }

    /**
     * The projections run.
     *
     * @param trouble what the follower says is wrong, or empty
     * @param places where it stands
     */
    public void projections(
            DataSource database, Supplier<Optional<String>> trouble, Supplier<Map<LogTopic, LogVector>> places) {
        unknown("database", Set.of(QUERY));
        unknown("projections", Set.of(QUERY));
        DatabaseWatch watch = new DatabaseWatch(database, clock, meters.registry());
        parts.add(watch);
        Distance distance = new Distance(PROJECTION_BOUND);
        look((ends, now) -> {
            projected = places.get();
            judge("database", Set.of(QUERY), watch.trouble(), "answers");
            Map<String, LogVector> byName = new HashMap<>();
            projected.forEach((topic, place) -> byName.put(name(topic), place));
            ends.ifPresent(known -> judge(
                    "projections",
                    Set.of(QUERY),
                    trouble.get().or(() -> distance.judge(byName, known, now)),
                    "keep up with the log"));
        });
    }

    private static String name(LogTopic topic) {
        return switch (topic) {
            case NODE_EVENTS -> "node-events";
            case SIGNALS -> "signals";
        };
    }

    private void look(Pulse.Look look) {
        Pulse beat = pulse;
        if (beat == null) {
            throw new IllegalStateException("the log must be watched first");
        }
        beat.add(look);
    }

    private void unknown(String name, Set<String> roles) {
        board.wrong(name, roles, "was not looked at yet");
    }

    private void judge(String name, Set<String> roles, Optional<String> trouble, String well) {
        trouble.ifPresentOrElse(why -> board.wrong(name, roles, why), () -> board.well(name, roles, well));
    }

    /** All parts are up. */
    public void started() {
        start.started();
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable part : parts.reversed()) {
            part.close();
        }
        leavePort();
        meters.close();
    }
}
