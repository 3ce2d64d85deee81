package io.rackledger.boot.report;

import io.rackledger.core.door.BootPlans;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down that the boot services are at work, and tells the nodes under way, when they begin again, for how long they were not: a machine that
 * asked meanwhile asked in vain, and must not be blamed for its silence.
 */
public final class Attendance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Attendance.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    /** Less is the slack of the notes themselves. */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(5);

    private static final Duration TO_STOP = Duration.ofSeconds(5);

    private final Path file;
    private final Clock clock;
    private final ScheduledExecutorService notes = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("boot-attendance").factory());

    private Attendance(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Begins to write; what is to be told is told on a thread of its own, since the log may be away. */
    public static Attendance begin(Path file, BootPlans plans, SignalReporter reporter, Clock clock) {
        Attendance attendance = new Attendance(file, clock);
        Instant now = clock.instant();
        attendance
                .lastAtWork()
                .filter(last -> Duration.between(last, now).compareTo(WORTH_TELLING) > 0)
                .ifPresent(last -> attendance.notes.execute(() -> tell(plans, reporter, last, now)));
        attendance.notes.scheduleWithFixedDelay(attendance::note, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return attendance;
    }

    private static void tell(BootPlans plans, SignalReporter reporter, Instant from, Instant until) {
        List<BootPlan> waiting =
                plans.all().filter(plan -> plan.attempt().isPresent()).toList();
        LOG.info(
                "the boot services did not run from {} to {}; told to {} nodes under way", from, until, waiting.size());
        for (BootPlan plan : waiting) {
            SignalSubject subject = new SignalSubject.OfNode(plan.node(), plan.attempt(), Optional.of(plan.stage()));
            List<String> parts = List.of("boot-services-away", plan.node().value(), from.toString(), until.toString());
            reporter.report(new Signal(
                    SignalId.ofParts(parts),
                    subject,
                    until,
                    "boot-services",
                    Optional.empty(),
                    new SignalBody.BootServicesAway(from, until)));
        }
    }

    private Optional<Instant> lastAtWork() {
        try {
            return Files.exists(file)
                    ? Optional.of(Instant.parse(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException | DateTimeException e) {
            LOG.warn("{} does not tell when the boot services were last at work: {}", file, e.toString());
            return Optional.empty();
        }
    }

    private void note() {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, clock.instant() + "\n");
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", file, e.toString());
        }
    }

    @Override
    public void close() {
        notes.shutdown();
        try {
            if (notes.awaitTermination(TO_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                note();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
