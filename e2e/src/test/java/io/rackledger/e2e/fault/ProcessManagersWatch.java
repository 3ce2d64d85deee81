package io.rackledger.e2e.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Which engine's process managers follow which partitions, as their logs tell. */
final class ProcessManagersWatch {
    private static final Pattern LINE = Pattern.compile(
            "(?m)^(\\S+) INFO +ProcessFollower process managers (?:follow partitions \\[([0-9, ]*)]|have caught up)");
    private static final int PARTITIONS = 8;

    private ProcessManagersWatch() {}

    /** Since when this engine's process managers act on which partitions; empty while they read themselves in. */
    private record Share(Set<Integer> partitions, Optional<Instant> since) {}

    private static Share share(EngineNode engine) {
        Share share = new Share(Set.of(), Optional.empty());
        Matcher line = LINE.matcher(engine.process().output());
        while (line.find()) {
            Instant at = OffsetDateTime.parse(line.group(1)).toInstant();
            share = line.group(2) == null
                    ? new Share(share.partitions(), Optional.of(at))
                    : new Share(numbers(line.group(2)), Optional.empty());
        }
        return share;
    }

    private static Set<Integer> numbers(String text) {
        return Arrays.stream(text.split(", "))
                .filter(each -> !each.isBlank())
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
    }

    /** Waits until the engines act on all partitions, each partition on one of them; returns how long after the moment that was. */
    static Duration awaitAll(List<EngineNode> engines, Instant moment, Duration patience) {
        return Awaitility.await("all partitions have process managers")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> all(engines), Optional::isPresent)
                .map(last -> Duration.between(moment, last))
                .orElseThrow();
    }

    private static Optional<Instant> all(List<EngineNode> engines) {
        Map<String, Share> shares = new HashMap<>();
        engines.forEach(engine -> shares.put(engine.name(), share(engine)));
        Set<Integer> together = new HashSet<>();
        int count = 0;
        for (Share share : shares.values()) {
            if (share.since().isEmpty()) {
                return Optional.empty();
            }
            together.addAll(share.partitions());
            count += share.partitions().size();
        }
        return together.size() == PARTITIONS && count == PARTITIONS
                ? shares.values().stream()
                        .flatMap(each -> each.since().stream())
                        .max(Instant::compareTo)
                : Optional.empty();
    }
}
