package io.rackledger.launcher.probe;

import io.rackledger.core.door.LogVector;
import io.rackledger.eventlog.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at everything once a second, so that probes and scrapes only read what is known and are never held up. */
final class Pulse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    /** Looks that take longer than this say nothing any more. */
    private static final Duration STALE = Duration.ofSeconds(10);

    private final EventLog log;
    private final CheckBoard board;
    private final Clock clock;
    private final List<Look> looks = new CopyOnWriteArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile Instant lastLook;
    private Instant answered;

    /** A part of each round. */
    @FunctionalInterface
    interface Look {
        /** @param ends places after the newest records by topic; empty where the log does not answer */
        void at(Optional<Map<String, LogVector>> ends, Instant now);
    }

    Pulse(EventLog log, CheckBoard board, Clock clock) {
        this.log = log;
        this.board = board;
        this.clock = clock;
        this.lastLook = clock.instant();
        this.answered = lastLook;
        this.thread = Thread.ofPlatform().name("pulse").daemon().unstarted(this::run);
        thread.start();
    }

    void add(Look look) {
        looks.add(look);
    }

    /** Why nothing that is known can be believed; empty where the rounds go on. */
    Optional<String> stale() {
        Instant looked = lastLook;
        return clock.instant().isAfter(looked.plus(STALE))
                ? Optional.of("the checks have not run since " + looked)
                : Optional.empty();
    }

    private void run() {
        try {
            do {
                round();
                lastLook = clock.instant();
            } while (!stop.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() throws InterruptedException {
        Optional<Map<String, LogVector>> ends = ends();
        Instant now = clock.instant();
        for (Look look : looks) {
            try {
                look.at(ends, now);
            } catch (RuntimeException e) {
                // The other looks must go on; what this one knows grows old and is seen to.
                LOG.warn("a check failed", e);
            }
        }
    }

    private Optional<Map<String, LogVector>> ends() throws InterruptedException {
        try {
            Map<String, LogVector> ends = log.ends(ANSWER).get(ANSWER.toMillis() * 2, TimeUnit.MILLISECONDS);
            answered = clock.instant();
            board.well("log", Set.of(), "answers");
            return Optional.of(ends);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            board.wrong(
                    "log",
                    Set.of(),
                    "without the log since " + answered.truncatedTo(ChronoUnit.SECONDS)
                            + ": the brokers do not tell the ends of the topics: " + cause);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        stop.countDown();
        thread.interrupt();
    }
}
