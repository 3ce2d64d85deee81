package io.rackledger.launcher.meter;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.rackledger.core.door.LogVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How far the folds of this process are from the ends of their topics, and how fast they move. One thread measures. */
public final class FoldBoard {
    private final MeterRegistry registry;
    private final MultiGauge lag;
    private final Map<String, AtomicLong> passed = new ConcurrentHashMap<>();

    public FoldBoard(MeterRegistry registry) {
        this.registry = registry;
        this.lag = MultiGauge.builder("rackledger.fold.lag").baseUnit("records").register(registry);
    }

    /** The folds have come so far. */
    public void moved(Map<String, LogVector> folded) {
        folded.forEach((topic, place) -> passed.computeIfAbsent(topic, this::counted)
                .set(place.next().values().stream().mapToLong(Long::longValue).sum()));
    }

    /** The same, and the topics end there. */
    public void measure(Map<String, LogVector> folded, Map<String, LogVector> ends) {
        moved(folded);
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        folded.forEach((topic, place) -> ends.getOrDefault(topic, LogVector.START)
                .next()
                .forEach((partition, end) -> rows.add(MultiGauge.Row.of(
                        Tags.of("topic", topic, "partition", Integer.toString(partition)),
                        Math.max(0, end - place.of(partition))))));
        lag.register(rows, true);
    }

    private AtomicLong counted(String topic) {
        AtomicLong sum = new AtomicLong();
        FunctionCounter.builder("rackledger.fold.records", sum, AtomicLong::get)
                .tag("topic", topic)
                .register(registry);
        return sum;
    }
}
