package io.rackledger.launcher.probe;

import io.rackledger.core.door.LogVector;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether somebody keeps up with the log: at some moment of the last few seconds it had read all that was in the log shortly before. The
 * number of records alone would say little: a follower of a busy log is always some behind. One thread asks.
 */
final class Distance {
    private final Duration bound;
    private Map<String, LogVector> goal = Map.of();
    private Instant reachedAt = Instant.MIN;

    /** @param bound how long somebody may be behind before it counts */
    Distance(Duration bound) {
        this.bound = bound;
    }

    /** What is wrong; empty where the places are near enough to the ends. */
    Optional<String> judge(Map<String, LogVector> places, Map<String, LogVector> ends, Instant now) {
        if (covers(places, goal)) {
            reachedAt = goal.isEmpty() ? reachedAt : now;
            goal = Map.copyOf(ends);
        }
        if (covers(places, goal)) {
            reachedAt = now;
        }
        boolean near = !reachedAt.equals(Instant.MIN) && !now.isAfter(reachedAt.plus(bound));
        return near ? Optional.empty() : Optional.of(words(places, ends));
    }

    private static boolean covers(Map<String, LogVector> places, Map<String, LogVector> goal) {
        return places.entrySet().stream()
                .allMatch(place -> place.getValue().covers(goal.getOrDefault(place.getKey(), LogVector.START)));
    }

    private String words(Map<String, LogVector> places, Map<String, LogVector> ends) {
        StringBuilder words = new StringBuilder();
        places.forEach((topic, place) -> {
            long behind = behind(place, ends.getOrDefault(topic, LogVector.START));
            if (behind > 0) {
                words.append(words.isEmpty() ? "" : ", ")
                        .append(String.format(Locale.ROOT, "%s is %,d records behind", topic, behind));
            }
        });
        return (words.isEmpty() ? "was behind a moment ago" : words) + "; more than " + bound.toSeconds() + " s";
    }

    /** Records between the place and the end, over all partitions. */
    static long behind(LogVector place, LogVector end) {
        return end.next().entrySet().stream()
                .mapToLong(each -> Math.max(0, each.getValue() - place.of(each.getKey())))
                .sum();
    }
}
