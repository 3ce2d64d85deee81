package io.rackledger.e2e.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an engine takes of its machine as time goes by, and the rule that it must not grow but with its nodes: after the first looks, whose
 * growth is classes, compiled code and pools that fill,
 * <ul>
 *   <li>objects that live grow by at most {@value #PER_NODE_KIB} KiB for each further node and {@value #OBJECTS_KIB} KiB in all,
 *   <li>what the JVM takes beside the heap grows by at most {@value #NATIVE_KIB} KiB,
 *   <li>there are at most {@value #THREADS} threads and {@value #FILES} files more.
 * </ul>
 * Resident memory is no measure: a heap that was once full stays resident.
 */
final class Footprints {
    static final int PER_NODE_KIB = 8;
    static final int OBJECTS_KIB = 4 * 1024;
    static final int NATIVE_KIB = 12 * 1024;
    static final int THREADS = 20;
    static final int FILES = 60;
    /** Fewer looks are those of an engine that is not warm yet: they are told and not judged. */
    private static final int ENOUGH = 6;

    private final EngineNode engine;
    private final List<Footprint> looks = new ArrayList<>();

    Footprints(EngineNode engine) {
        this.engine = engine;
    }

    /** Looks, unless the last look is younger than this. */
    void look(Duration between, long nodes) {
        if (looks.isEmpty() || !looks.getLast().at().plus(between).isAfter(Instant.now())) {
            looks.add(Footprint.of(engine, nodes));
        }
    }

    /** The look that growth is counted from: the first that is warm, a third of the way. */
    private Footprint warm() {
        return looks.get(looks.size() / 3);
    }

    List<String> breaches() {
        return looks.size() < ENOUGH ? List.of() : grown();
    }

    private List<String> grown() {
        Footprint from = warm();
        Footprint to = looks.getLast();
        List<String> breaches = new ArrayList<>();
        require(
                breaches,
                "KiB of live objects",
                from.liveKiB(),
                to.liveKiB(),
                OBJECTS_KIB + PER_NODE_KIB * (to.nodes() - from.nodes()));
        require(
                breaches,
                "KiB beside the heap (" + to.changedSince(from) + ")",
                from.nativeKiB(),
                to.nativeKiB(),
                NATIVE_KIB);
        require(breaches, "threads", from.threads(), to.threads(), THREADS);
        require(breaches, "open files", from.files(), to.files(), FILES);
        return breaches;
    }

    private void require(List<String> breaches, String what, long from, long to, long most) {
        if (to - from > most) {
            breaches.add("%s grew from %d to %d %s, by more than %d".formatted(engine.name(), from, to, what, most));
        }
    }

    String words() {
        Footprint from = warm();
        Footprint to = looks.getLast();
        return String.format(
                Locale.ROOT,
                "footprints of %s, %d to %d nodes, %.0f KiB of live objects more for %d nodes; beside the heap, in KiB: %s%n%s",
                engine.name(),
                from.nodes(),
                to.nodes(),
                (double) to.liveKiB() - from.liveKiB(),
                to.nodes() - from.nodes(),
                to.changedSince(from),
                words(looks));
    }

    /** Each with what changed beside the heap since the one before. */
    private static String words(List<Footprint> looks) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < looks.size(); i++) {
            words.append(looks.get(i));
            String changed = i == 0 ? "" : looks.get(i).changedSince(looks.get(i - 1));
            words.append(changed.isEmpty() ? "\n" : " (" + changed + ")\n");
        }
        return words.toString();
    }
}
