package io.rackledger.launcher.probe;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Puts together what the probes say. Thread-safe. */
final class Judgement implements Health {
    private final Clock clock;
    private final CheckBoard board;
    private final CheckBoard lives;
    private final CheckBoard starts;
    private final StartWatch start;
    private volatile CompletableFuture<String> stopped = new CompletableFuture<>();
    private volatile @Nullable Pulse pulse;

    Judgement(Clock clock, MeterRegistry registry, CheckBoard board, StartWatch start) {
        this.clock = clock;
        this.board = board;
        this.lives = new CheckBoard(clock, registry);
        this.starts = new CheckBoard(clock, registry);
        this.start = start;
    }

    /** @param stop completes when the log is of no use any more in this process */
    void watch(Pulse beat, CompletableFuture<String> stop) {
        pulse = beat;
        stopped = stop;
    }

    @Override
    public List<Check> live() {
        if (stopped.isDone()) {
            lives.wrong("live", Set.of(), stopped.getNow("") + "; only a restart helps");
        } else {
            lives.well("live", Set.of(), "no fold has stopped for good");
        }
        return lives.all();
    }

    @Override
    public List<Check> ready(String role) {
        List<Check> checks = new ArrayList<>(startup());
        live().stream().filter(check -> !check.ok()).forEach(checks::add);
        checks.addAll(board.all());
        Pulse beat = pulse;
        Optional<String> stale = beat == null ? Optional.empty() : beat.stale();
        stale.ifPresent(why -> checks.add(new Check("pulse", Set.of(), false, why, clock.instant())));
        return checks.stream().filter(check -> check.concerns(role)).toList();
    }

    @Override
    public List<Check> startup() {
        start.missing()
                .ifPresentOrElse(
                        why -> starts.wrong("start", Set.of(), why),
                        () -> starts.well("start", Set.of(), "is through"));
        return starts.all();
    }
}
