package io.rackledger.boot.console;

import io.rackledger.boot.admission.TokenBuckets;
import io.rackledger.core.signal.ConsolePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Collects lines until they are told, bounded for each address and in all; what is too much is counted for the next time. Thread-safe. */
final class ConsoleBook {
    private final ConsoleLimits limits;
    private final TokenBuckets<String> buckets;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Speaker, Page> pages = new LinkedHashMap<>();
    private long dropped;

    ConsoleBook(ConsoleLimits limits) {
        this.limits = limits;
        this.buckets = new TokenBuckets<>(limits.lines());
    }

    /** Who speaks, and how. */
    record Speaker(String address, ConsolePath path) {}

    /**
     * What is to be told.
     *
     * @param at when the first of it came
     * @param text lines, each with a line feed
     */
    record Gathered(Speaker speaker, Instant at, String text, int lines, long dropped) {}

    private static final class Page {
        private final Instant at;
        private final StringBuilder text = new StringBuilder();
        private int lines;
        private long dropped;

        Page(Instant at) {
            this.at = at;
        }
    }

    void add(Speaker speaker, List<String> lines, Instant at) {
        lock.lock();
        try {
            Page page = pages.get(speaker);
            if (page == null) {
                if (pages.size() >= limits.addresses()) {
                    dropped += lines.size();
                    return;
                }
                page = new Page(at);
                pages.put(speaker, page);
            }
            for (String line : lines) {
                add(page, speaker, line, at);
            }
        } finally {
            lock.unlock();
        }
    }

    private void add(Page page, Speaker speaker, String line, Instant at) {
        String kept = line.length() <= limits.longestLine() ? line : cut(line) + "...";
        boolean fits = page.text.length() + kept.length() < limits.most();
        if (!buckets.take(speaker.address(), at) || !fits) {
            page.dropped++;
            dropped++;
            return;
        }
        page.text.append(kept).append('\n');
        page.lines++;
    }

    /** Not between the halves of a character. */
    private String cut(String line) {
        int end = limits.longestLine();
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
    }

    /** All that is to be told, once. */
    List<Gathered> take() {
        lock.lock();
        try {
            List<Gathered> all = new ArrayList<>();
            pages.forEach((speaker, page) ->
                    all.add(new Gathered(speaker, page.at, page.text.toString(), page.lines, page.dropped)));
            pages.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** It could not be told: its lines are counted as dropped with what comes next. */
    void lost(Gathered gathered, Instant now) {
        lock.lock();
        try {
            if (pages.size() < limits.addresses()) {
                pages.computeIfAbsent(gathered.speaker(), _ -> new Page(now)).dropped +=
                        gathered.lines() + gathered.dropped();
            }
            dropped += gathered.lines();
        } finally {
            lock.unlock();
        }
    }

    /** Lines that were not kept. */
    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }
}
