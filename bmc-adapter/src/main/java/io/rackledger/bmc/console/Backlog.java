package io.rackledger.bmc.console;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The last of what a console sent, as it came, for those who watch it: each reads on from its own place. Thread-safe. */
final class Backlog {
    private static final int HELD = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] ring = new byte[HELD];
    private long end;
    private String over = "";

    /**
     * A part of it.
     *
     * @param from place of its first character; later than asked for where the ones before are forgotten
     * @param ended why nothing follows any more; empty where more may follow
     */
    record Part(long from, byte[] characters, String ended) {}

    void add(byte[] characters) {
        lock.lock();
        try {
            for (byte each : characters) {
                ring[(int) (end++ % HELD)] = each;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing follows. */
    void end(String why) {
        lock.lock();
        try {
            over = why;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Where the next character will stand. */
    long end() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    /** What came from this place on; waits for something, and for no longer than this. */
    Part read(long from, Duration wait) throws InterruptedException {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (end <= from && over.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            long first = Math.clamp(from, Math.max(0, end - HELD), end);
            byte[] part = new byte[(int) (end - first)];
            for (int i = 0; i < part.length; i++) {
                part[i] = ring[(int) ((first + i) % HELD)];
            }
            return new Part(first, part, over);
        } finally {
            lock.unlock();
        }
    }
}
