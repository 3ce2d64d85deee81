package io.rackledger.eventlog.spool;

import io.rackledger.core.door.SignalLog;
import io.rackledger.core.door.SignalRefusedException;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.signal.Signal;
import io.rackledger.eventlog.codec.SignalCodec;
import io.rackledger.eventlog.codec.UnreadableException;
import io.rackledger.eventlog.codec.WireRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the store's signals into the log. Of each subject one is under way at a time, so that they arrive in order also where one is to be sent
 * again; of different subjects many. One that the log will never take is set aside, and the others go on. Confined to one thread.
 */
final class SpoolForwarder {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolForwarder.class);
    private static final int CHUNK = 5_000;
    private static final Duration TO_ARRIVE = Duration.ofSeconds(60);

    private final SpoolStore store;
    private final Refusals refusals;
    /** What of the chunk in hand did not arrive yet. */
    private List<Deque<Signal>> open = List.of();

    private SpoolStore.@Nullable Place behind;
    private volatile long forwarded;
    private volatile long unreadable;

    SpoolForwarder(SpoolStore store, Refusals refusals) {
        this.store = store;
        this.refusals = refusals;
    }

    /** Signals that went from here into the log. */
    long forwarded() {
        return forwarded;
    }

    /** Records of the store that are no signals of this program. */
    long unreadable() {
        return unreadable;
    }

    /** Sends the next chunk; false where the log did not take all of it: then what is left is to be sent again. */
    boolean forward(SignalLog log) throws IOException, InterruptedException {
        SpoolStore.Place end = behind;
        if (end == null) {
            SpoolStore.Chunk chunk = store.next(CHUNK);
            open = bySubject(chunk.records());
            end = chunk.next();
            behind = end;
        }
        boolean all = true;
        while (all && !open.isEmpty()) {
            all = sendFirsts(log);
            open.removeIf(Deque::isEmpty);
        }
        if (all) {
            store.passed(end);
            behind = null;
        }
        return all;
    }

    /** One of each subject; false where one of them must be sent again. */
    private boolean sendFirsts(SignalLog log) throws IOException, InterruptedException {
        List<CompletableFuture<LogPosition>> wave = new ArrayList<>();
        for (Deque<Signal> waiting : open) {
            wave.add(log.report(waiting.getFirst()));
        }
        boolean all = true;
        for (int i = 0; i < wave.size(); i++) {
            all &= arrived(wave.get(i), open.get(i));
        }
        return all;
    }

    /** Takes the first of those that wait away where it is in the log, or set aside; false where it must be sent again. */
    private boolean arrived(CompletableFuture<LogPosition> sent, Deque<Signal> waiting)
            throws IOException, InterruptedException {
        try {
            sent.get(TO_ARRIVE.toMillis(), TimeUnit.MILLISECONDS);
            waiting.removeFirst();
            forwarded++;
            return true;
        } catch (ExecutionException e) {
            Optional<SignalRefusedException> refusal = Refusals.in(e);
            if (refusal.isPresent()) {
                refusals.setAside(waiting.removeFirst(), refusal.get()).ifPresent(waiting::addFirst);
                return true;
            }
            LOG.debug("the log does not take what is spooled yet: {}", e.toString());
            return false;
        } catch (TimeoutException e) {
            LOG.debug("the log does not answer: {}", e.toString());
            return false;
        }
    }

    private List<Deque<Signal>> bySubject(List<WireRecord> records) throws IOException {
        Map<String, Deque<Signal>> subjects = new LinkedHashMap<>();
        for (WireRecord record : records) {
            try {
                Signal signal = SignalCodec.decode(record);
                subjects.computeIfAbsent(record.key(), _ -> new ArrayDeque<>()).add(signal);
            } catch (UnreadableException e) {
                unreadable++;
                refusals.setAside(record, "this program cannot read it: " + e.getMessage());
            }
        }
        return new ArrayList<>(subjects.values());
    }
}
