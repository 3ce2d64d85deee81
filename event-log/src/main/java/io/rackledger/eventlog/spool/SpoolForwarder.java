package io.rackledger.eventlog.spool;

import io.rackledger.core.door.SignalLog;
import io.rackledger.core.signal.Signal;
import io.rackledger.eventlog.codec.SignalCodec;
import io.rackledger.eventlog.codec.UnreadableException;
import io.rackledger.eventlog.codec.WireRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the store's signals into the log. Of each subject one is under way at a time, so that they arrive in order also where one is to be sent
 * again; of different subjects many. Confined to one thread.
 */
final class SpoolForwarder {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolForwarder.class);
    private static final int CHUNK = 5_000;
    private static final Duration TO_ARRIVE = Duration.ofSeconds(60);

    private final SpoolStore store;
    private volatile long forwarded;
    private volatile long unreadable;

    SpoolForwarder(SpoolStore store) {
        this.store = store;
    }

    /** Signals that went from here into the log. */
    long forwarded() {
        return forwarded;
    }

    /** Records of the store that are no signals of this program. */
    long unreadable() {
        return unreadable;
    }

    /** Sends the next chunk; false where the log did not take all of it: then the same is sent again, and what arrives twice counts once. */
    boolean forward(SignalLog log) throws IOException, InterruptedException {
        SpoolStore.Chunk chunk = store.next(CHUNK);
        Collection<Deque<Signal>> subjects = bySubject(chunk.records());
        while (!subjects.isEmpty()) {
            List<CompletableFuture<?>> wave = new ArrayList<>();
            for (Deque<Signal> waiting : subjects) {
                wave.add(log.report(waiting.getFirst()));
            }
            if (!arrived(wave)) {
                return false;
            }
            forwarded += wave.size();
            subjects.forEach(Deque::removeFirst);
            subjects.removeIf(Deque::isEmpty);
        }
        store.passed(chunk.next());
        return true;
    }

    private static boolean arrived(List<CompletableFuture<?>> wave) throws InterruptedException {
        try {
            CompletableFuture.allOf(wave.toArray(CompletableFuture[]::new))
                    .get(TO_ARRIVE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the log does not take what is spooled yet: {}", e.toString());
            return false;
        }
    }

    private Collection<Deque<Signal>> bySubject(List<WireRecord> records) {
        Map<String, Deque<Signal>> subjects = new LinkedHashMap<>();
        for (WireRecord record : records) {
            try {
                subjects.computeIfAbsent(record.key(), _ -> new ArrayDeque<>()).add(SignalCodec.decode(record));
            } catch (UnreadableException e) {
                unreadable++;
                LOG.error("a spooled signal of {} cannot be read and is left out: {}", record.key(), e.getMessage());
            }
        }
        subjects.values().removeIf(Deque::isEmpty);
        return new ArrayList<>(subjects.values());
    }
}
