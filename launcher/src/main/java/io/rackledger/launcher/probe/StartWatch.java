package io.rackledger.launcher.probe;

import io.rackledger.core.door.LogVector;
import io.rackledger.eventlog.EventLog;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far the start of this process has come. Thread-safe. */
final class StartWatch {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private volatile String step = "starting";
    private volatile boolean started;
    private volatile @Nullable EventLog log;
    private volatile Map<String, LogVector> ends = Map.of();

    void step(String words) {
        step = words;
    }

    /** From now on the first folds run. */
    void folding(EventLog opened) {
        log = opened;
        opened.ends(PATIENCE).thenAccept(known -> ends = known);
    }

    void started() {
        started = true;
    }

    /** What is still missing; empty after the start. */
    Optional<String> missing() {
        if (started) {
            return Optional.empty();
        }
        EventLog opened = log;
        return Optional.of(opened == null || ends.isEmpty() ? step : step + folds(opened));
    }

    private String folds(EventLog opened) {
        StringBuilder words = new StringBuilder();
        opened.folded().forEach((topic, place) -> {
            LogVector end = ends.getOrDefault(topic, LogVector.START);
            if (!place.covers(end)) {
                words.append(String.format(Locale.ROOT, "; folding %s: %,d of %,d", topic, sum(place), sum(end)));
            }
        });
        return words.toString();
    }

    private static long sum(LogVector places) {
        return places.next().values().stream().mapToLong(Long::longValue).sum();
    }
}
