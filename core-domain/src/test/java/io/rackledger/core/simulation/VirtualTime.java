package io.rackledger.core.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that stands still until the next thing happens. Equal times happen in the order in which they were planned. */
final class VirtualTime {
    private record Planned(Instant at, long number, Runnable action) {}

    private final PriorityQueue<Planned> plan =
            new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparing(Planned::number));
    private Instant now;
    private long count;

    VirtualTime(Instant start) {
        now = start;
    }

    Instant now() {
        return now;
    }

    void in(Duration delay, Runnable action) {
        plan.add(new Planned(now.plus(delay), count++, action));
    }

    void at(Instant instant, Runnable action) {
        plan.add(new Planned(instant.isBefore(now) ? now : instant, count++, action));
    }

    /** Lets happen all that is due until then. */
    void runUntil(Instant end) {
        while (!plan.isEmpty() && !plan.peek().at().isAfter(end)) {
            Planned next = plan.poll();
            now = next.at();
            next.action().run();
        }
        now = end;
    }
}
