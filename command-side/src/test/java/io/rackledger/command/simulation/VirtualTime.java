package io.rackledger.command.simulation;

import java.time.Instant;
import java.util.PriorityQueue;

/**
 * True time, in milliseconds since the start: it stands still until the next thing happens. Things of the same time happen in the order
 * in which they were planned.
 */
final class VirtualTime {
    static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final int DEEPEST = 6;

    private final PriorityQueue<Planned> plan = new PriorityQueue<>();
    private final Trace trace;
    private long now;
    private long count;
    private long steps;
    private long mostSteps = Long.MAX_VALUE;
    private int depth;

    private record Planned(long at, long number, String what, Object of, Runnable action)
            implements Comparable<Planned> {
        @Override
        public int compareTo(Planned other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    VirtualTime(Trace trace) {
        this.trace = trace;
    }

    long now() {
        return now;
    }

    Instant instant() {
        return START.plusMillis(now);
    }

    static long millis(Instant instant) {
        return instant.toEpochMilli() - START.toEpochMilli();
    }

    long steps() {
        return steps;
    }

    void stopAfter(long most) {
        mostSteps = most;
    }

    boolean over() {
        return steps >= mostSteps;
    }

    /** Plans a thing; {@code what} of {@code of} is what the trace tells about it, nothing where {@code what} is empty. */
    void in(long delay, String what, Object of, Runnable action) {
        plan.add(new Planned(now + Math.max(0, delay), count++, what, of, action));
    }

    /** Counts and tells a step that was planned in silence. */
    void count(String what, Object of) {
        steps++;
        trace.step(now, what, of);
    }

    /** Lets happen all that is due until then, or until the steps are used up. */
    void runUntil(long end) {
        Planned next = plan.peek();
        while (next != null && next.at() <= end && !over()) {
            plan.remove();
            now = Math.max(now, next.at());
            if (!next.what().isEmpty()) {
                count(next.what(), next.of());
            }
            next.action().run();
            next = plan.peek();
        }
        now = Math.max(now, over() ? now : end);
    }

    /** Whoever calls this stands still for so long, in the midst of what it does, while the world goes on. */
    void sleep(long millis) {
        if (depth < DEEPEST && millis > 0) {
            depth++;
            try {
                runUntil(now + millis);
            } finally {
                depth--;
            }
        }
    }
}
