package io.rackledger.eventlog.memory;

import java.util.ArrayDeque;
import java.util.Queue;

/** What goes wrong with the next appends, for tests of what their writers make of it. Thread-safe. */
public final class MemoryFaults {
    private final Queue<Fault> next = new ArrayDeque<>();
    private final Queue<Boolean> claims = new ArrayDeque<>();

    /** What happens to an append. */
    public enum Fault {
        NONE,
        /** The record is in the log, but its writer is told that the outcome is unknown. */
        ANSWER_LOST,
        /** The record never reaches the log, and its writer is told that the outcome is unknown. */
        RECORD_LOST,
        /** The record never reaches the log, and its writer is told so, as by a broker that has just come back. */
        REFUSED
    }

    MemoryFaults() {}

    /** The next append that has no fault yet suffers this one. */
    public synchronized void add(Fault fault) {
        next.add(fault);
    }

    /** The next append of a claim that is not spoken for yet is taken, or refused: it never reaches the log, and its writer is told so. */
    public synchronized void addOfClaims(boolean refused) {
        claims.add(refused);
    }

    /** Fails where the next append of a claim is to be refused. */
    synchronized void passClaim() {
        if (Boolean.TRUE.equals(claims.poll())) {
            throw refused();
        }
    }

    static IllegalStateException refused() {
        return new IllegalStateException("the record did not reach the log: the log was told to refuse it");
    }

    synchronized Fault next() {
        Fault fault = next.poll();
        return fault == null ? Fault.NONE : fault;
    }
}
