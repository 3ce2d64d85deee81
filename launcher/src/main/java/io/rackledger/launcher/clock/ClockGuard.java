package io.rackledger.launcher.clock;

import io.rackledger.core.door.TimeTrust;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the engine's clock to the log's. At the start it is set to the brokers' time, whatever this machine believes. From then on it
 * goes by itself, and is compared: where the two part by more than a bound, nobody knows which is right, and this process decides
 * nothing until they agree again. Where the machine's clock sides with the brokers for a while, it is ours that is wrong (the machine
 * was suspended, or time was set everywhere), and the process asks to be started again. Thread-safe.
 */
final class ClockGuard implements TimeTrust {
    /** More than a usual drift and the length of a message, less than any wait could mind. */
    static final Duration BOUND = Duration.ofSeconds(2);

    static final Duration BEFORE_RESTART = Duration.ofSeconds(60);
    private static final Logger LOG = LoggerFactory.getLogger(ClockGuard.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int EXCHANGES_AT_START = 4;
    /** One look beyond the bound may be a mishap of one message; two are none. */
    private static final int LOOKS_BEFORE_DOUBT = 2;

    private final SteadyClock clock;
    private final Supplier<CompletableFuture<Instant>> log;
    private final CompletableFuture<String> stopped = new CompletableFuture<>();
    private Duration wallTold = Duration.ZERO;
    private Optional<String> doubt = Optional.empty();
    private Instant doubtSince = Instant.MAX;
    private int looksBeyond;

    /** @param log asks the brokers for their time */
    ClockGuard(SteadyClock clock, Supplier<CompletableFuture<Instant>> log) {
        this.clock = clock;
        this.log = log;
    }

    /** Sets the clock to the brokers' time, as exactly as the fastest of some exchanges tells it. */
    void align() {
        Skew best = Stream.generate(this::exchange)
                .limit(EXCHANGES_AT_START)
                .flatMap(Optional::stream)
                .min(Comparator.comparing(Skew::width))
                .orElseThrow(() -> new IllegalStateException("the log did not tell its time within " + PATIENCE));
        if (!best.proven().isZero()) {
            clock.set(best.middle().negated());
        }
        if (best.proven().abs().compareTo(BOUND) > 0) {
            LOG.warn(
                    "this machine's clock is {} the brokers'; the engine goes by the brokers'. Set the machine's clock right.",
                    words(best.proven()));
        }
        wallTold = clock.wallAhead();
    }

    /** Compares once. */
    void look() {
        exchange().ifPresent(this::judge);
        watchWall();
    }

    private Optional<Skew> exchange() {
        Instant before = clock.instant();
        try {
            Instant there = log.get().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(Skew.of(before, there, clock.instant()));
        } catch (TimeoutException | ExecutionException e) {
            // While the log is away nothing is decided anyway.
            LOG.debug("the log did not tell its time", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private synchronized void judge(Skew skew) {
        if (skew.proven().abs().compareTo(BOUND) <= 0) {
            looksBeyond = 0;
            if (doubt.isPresent()) {
                LOG.info("the clock agrees with the brokers' again; this process goes on");
                doubt = Optional.empty();
            }
            return;
        }
        if (++looksBeyond < LOOKS_BEFORE_DOUBT) {
            return;
        }
        if (doubt.isEmpty()) {
            doubtSince = clock.instant();
        }
        String words = "the engine's clock, which goes on by itself, is " + words(skew.proven()) + " the brokers'. "
                + "Set the clocks of the brokers right; where they are, start this process again";
        if (doubt.isEmpty()) {
            LOG.error("{}", words);
        }
        doubt = Optional.of(words);
        restartIfOursIsWrong(skew, words);
    }

    private void restartIfOursIsWrong(Skew skew, String words) {
        boolean wallAgrees = clock.wallAhead().plus(skew.proven()).abs().compareTo(BOUND) <= 0;
        boolean longEnough = !clock.instant().isBefore(doubtSince.plus(BEFORE_RESTART));
        if (wallAgrees && longEnough) {
            stopped.complete(words + "; this machine's clock agrees with the brokers'");
        }
    }

    /** The wall clock moves nothing here, but libraries and people go by it. */
    private void watchWall() {
        Duration ahead = clock.wallAhead();
        if (ahead.minus(wallTold).abs().compareTo(BOUND) > 0) {
            LOG.warn(
                    "this machine's clock has jumped by {} and is {} the engine's now; waits go on as they were",
                    ahead.minus(wallTold),
                    words(ahead));
            wallTold = ahead;
        }
    }

    private static String words(Duration ahead) {
        return ahead.isNegative() ? ahead.negated() + " behind" : ahead + " ahead of";
    }

    @Override
    public synchronized Optional<String> doubt() {
        return doubt;
    }

    /** Completes, with the reason, when only a new start helps. */
    CompletableFuture<String> stopped() {
        return stopped;
    }
}
