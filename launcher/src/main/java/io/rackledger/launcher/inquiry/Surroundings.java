package io.rackledger.launcher.inquiry;

import io.rackledger.boot.doctor.Check;
import io.rackledger.core.door.TimeTrust;
import io.rackledger.eventlog.spool.SpooledSignals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Checks of what boot services do not know by themselves: the brokers' time, and what waits for the log.
 *
 * @param time empty while the log was not reached yet
 */
public record Surroundings(Clock clock, Supplier<Optional<LogTime>> time, SpooledSignals spool) {
    private static final int PATIENCE_SECONDS = 5;
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final String TIME = "time";
    private static final String SPOOL = "spool";
    private static final String BY_NTP = "set the clocks of this host and of the brokers by NTP";

    /**
     * The log's time beside ours.
     *
     * @param brokers asks them for their time
     */
    public record LogTime(Supplier<CompletableFuture<Instant>> brokers, TimeTrust trust) {}

    public List<Check> checks() {
        return List.of(
                time.get()
                        .map(this::ofTime)
                        .orElseGet(() -> Check.warning(
                                TIME,
                                "the brokers were not reached yet, so nobody knows whether our clock is right",
                                "look at the brokers, and at /readyz?verbose; machines are served meanwhile")),
                spooled());
    }

    private Check ofTime(LogTime log) {
        Optional<String> doubt = log.trust().doubt();
        if (doubt.isPresent()) {
            return Check.fails(TIME, doubt.get(), BY_NTP);
        }
        try {
            Instant theirs = log.brokers()
                    .get()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
            Duration apart = Duration.between(theirs, clock.instant());
            String found = "this engine's clock is %+d ms from the brokers'".formatted(apart.toMillis());
            return apart.abs().compareTo(CLOSE) <= 0 ? Check.well(TIME, found) : Check.warning(TIME, found, BY_NTP);
        } catch (CompletionException e) {
            return Check.warning(
                    TIME,
                    "the brokers do not tell their time: " + e.getCause(),
                    "machines are served meanwhile; look at the brokers, and at /readyz?verbose");
        }
    }

    private Check spooled() {
        String found =
                (spool.direct() ? "signals go to the log at once" : "signals wait on the disk for the log") + "; "
                        + spool.waitingBytes() + " bytes wait, " + spool.dropped() + " signs of life were dropped, "
                        + spool.lostFailures() + " failures lost, " + spool.damaged() + " damaged";
        if (spool.lostFailures() > 0 || spool.damaged() > 0) {
            return Check.fails(
                    SPOOL, found, "the disk of the data directory is full or faulty: look at it, and make room");
        }
        return spool.direct() && spool.dropped() == 0
                ? Check.well(SPOOL, found)
                : Check.warning(
                        SPOOL, found, "look at the brokers (/readyz?verbose); nothing is lost while there is room");
    }
}
