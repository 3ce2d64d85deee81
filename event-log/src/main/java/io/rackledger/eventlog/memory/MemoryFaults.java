package io.rackledger.eventlog.memory;

import java.util.ArrayDeque;
import java.util.Queue;

/** What goes wrong with the next appends, for tests of the unknown outcome. Thread-safe. */
public final class MemoryFaults {
    private final Queue<Fault> next = new ArrayDeque<>();

    /** What happens to an append. */
    public enum Fault {
        NONE,
        /** The record is in the log, but its writer is told that the outcome is unknown. */
        ANSWER_LOST,
        /** The record never reaches the log, and its writer is told that the outcome is unknown. */
        RECORD_LOST
    }

    MemoryFaults() {}

    /** The next append that has no fault yet suffers this one. */
    public synchronized void add(Fault fault) {
        next.add(fault);
    }

    synchronized Fault next() {
        Fault fault = next.poll();
        return fault == null ? Fault.NONE : fault;
    }
}
