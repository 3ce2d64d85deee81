package io.rackledger.launcher.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where the followers of this process stand, and how far that is from the end of the log. Thread-safe. */
public final class FollowerBoard {
    private final MeterRegistry registry;
    private final MultiGauge lag;
    private final Set<MeteredReader> readers = ConcurrentHashMap.newKeySet();

    FollowerBoard(MeterRegistry registry) {
        this.registry = registry;
        this.lag = MultiGauge.builder("rackledger.follower.lag")
                .baseUnit("records")
                .register(registry);
    }

    void opened(MeteredReader reader) {
        readers.add(reader);
    }

    void closed(MeteredReader reader) {
        readers.remove(reader);
    }

    Counter read(String follower, LogTopic topic) {
        return registry.counter("rackledger.follower.records", "follower", follower, "topic", Meters.label(topic));
    }

    Counter unreadable(String follower) {
        return registry.counter("rackledger.follower.unreadable", "follower", follower);
    }

    /**
     * Tells the lag of every follower, partition by partition.
     *
     * @param ends places after the newest records by topic
     * @param projected where the projections stand, whose reader runs ahead of what is committed; empty without the query role
     */
    public void measure(Map<String, LogVector> ends, Map<LogTopic, LogVector> projected) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        readers.forEach(reader -> reader.places()
                .forEach((topic, place) ->
                        rows(rows, reader.follower(), topic, place.next().keySet(), place, ends)));
        projected.forEach((topic, place) -> {
            LogVector end = ends.getOrDefault(Meters.label(topic), LogVector.START);
            rows(rows, MeteredFeed.PROJECTIONS, topic, end.next().keySet(), place, ends);
        });
        lag.register(rows, true);
    }

    private static void rows(
            List<MultiGauge.Row<?>> rows,
            String follower,
            LogTopic topic,
            Set<Integer> partitions,
            LogVector place,
            Map<String, LogVector> ends) {
        String name = Meters.label(topic);
        LogVector end = ends.getOrDefault(name, LogVector.START);
        for (int partition : partitions) {
            long behind = Math.max(0, end.of(partition) - place.of(partition));
            Tags tags = Tags.of("follower", follower, "topic", name, "partition", Integer.toString(partition));
            rows.add(MultiGauge.Row.of(tags, behind));
        }
    }
}
