package io.rackledger.bmc.effector;

import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.core.door.SignalLog;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.BmcReport;
import io.rackledger.core.node.BmcTask;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.TaskPhase;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalBody.BmcEventHeard;
import io.rackledger.core.signal.SignalBody.BmcTaskTold;
import io.rackledger.core.signal.SignalSubject.OfNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what is met at BMCs into the log. Thread-safe. */
public final class BmcSignals {
    private static final Logger LOG = LoggerFactory.getLogger(BmcSignals.class);
    private static final Duration TO_BE_DURABLE = Duration.ofSeconds(5);

    private final SignalLog signals;
    private final Clock clock;

    public BmcSignals(SignalLog signals, Clock clock) {
        this.signals = signals;
        this.clock = clock;
    }

    /** Waits until it is durable; false where that did not come. */
    boolean write(Work work, String what, int number, SignalBody body) {
        return isDurable(signals.report(of(work, what, number, body)), work.node(), body.toString());
    }

    /**
     * Events that a node's BMC has told. Waits until all are durable; false where that did not come. What is told once more is the same signal;
     * where the BMC gives no time, it cannot be known from the same thing happening again, and is another one.
     */
    public boolean heard(Node node, List<BmcEventHeard> events) {
        Instant now = clock.instant();
        List<CompletableFuture<LogPosition>> reports = new ArrayList<>();
        for (BmcEventHeard event : events) {
            String when = event.toldAt().isEmpty() ? now + " " + reports.size() : event.toldAt();
            SignalId id = SignalId.ofParts(List.of(
                    "bmc-event-heard",
                    node.id().value(),
                    event.eventId(),
                    event.messageId(),
                    event.severity(),
                    event.message(),
                    event.origin(),
                    when));
            reports.add(signals.report(signal(node, id, now, event)));
        }
        CompletableFuture<?> all = CompletableFuture.allOf(reports.toArray(CompletableFuture[]::new));
        return isDurable(all, node, events.size() + " events of its BMC");
    }

    private static boolean isDurable(CompletableFuture<?> report, Node node, String what) {
        try {
            report.get(TO_BE_DURABLE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("node {}: {} is not in the log: {}", node.id(), what, e.toString());
            return false;
        }
    }

    /** Does not wait: of what was tried already a word may be lost, and nothing rests on it. */
    void send(Work work, String what, int number, SignalBody body) {
        send(of(work, what, number, body));
    }

    /** What was found out about a node's BMC. Told again as long as the node's stream does not say it. */
    public void tell(Node node, BmcReport report) {
        Instant now = clock.instant();
        SignalId id = SignalId.ofParts(
                List.of("bmc-reported", node.id().value(), report.getClass().getSimpleName(), now.toString()));
        send(signal(node, id, now, new SignalBody.BmcReported(report)));
    }

    /** An operator wants something done at the node's BMC. Waits until it is durable; false where that did not come. */
    public boolean begin(Node node, BmcTask task, String by, String detail) {
        BmcTaskTold told = new BmcTaskTold(task, TaskPhase.BEGUN, by, "", Duration.ZERO, detail);
        return isDurable(signals.report(of(node, told)), node, told.toString());
    }

    /** What came of it. Does not wait: it is done already. @param kind how it failed; empty where it did not */
    public void end(Node node, BmcTask task, String by, Optional<FailureKind> kind, Duration took, String detail) {
        TaskPhase phase = kind.isPresent() ? TaskPhase.FAILED : TaskPhase.DONE;
        send(of(
                node,
                new BmcTaskTold(task, phase, by, kind.map(FailureKind::name).orElse(""), took, detail)));
    }

    private Signal of(Node node, BmcTaskTold told) {
        Instant now = clock.instant();
        List<String> parts = List.of(
                "bmc-task", node.id().value(), told.task().name(), told.phase().name(), told.by(), now.toString());
        return signal(node, SignalId.ofParts(parts), now, told);
    }

    /** A power state that was read in the background. */
    public void read(Node node, PowerState power) {
        Instant now = clock.instant();
        SignalId id = SignalId.ofParts(List.of("power-read", node.id().value(), power.name(), now.toString()));
        send(signal(node, id, now, new SignalBody.PowerRead(power)));
    }

    private void send(Signal signal) {
        signals.report(signal).whenComplete((_, failure) -> {
            if (failure != null) {
                LOG.warn("{} is not in the log: {}", signal.body(), failure.toString());
            }
        });
    }

    private Signal of(Work work, String what, int number, SignalBody body) {
        Instant now = clock.instant();
        String request = work.request().id().toString();
        SignalId id = SignalId.ofParts(
                List.of("power-" + what, work.node().id().value(), request, Integer.toString(number), now.toString()));
        return signal(work.node(), id, now, body)
                .in(work.trace().map(trace -> trace.child("power-" + what + " " + request + " " + number)));
    }

    private static Signal signal(Node node, SignalId id, Instant seenAt, SignalBody body) {
        String source = node.attributes().bmc().map(BmcAddress::authority).orElse("bmc-adapter");
        return new Signal(
                id,
                new OfNode(node.id(), node.runningAttempt().map(Attempt::id), Optional.empty()),
                seenAt,
                source,
                Optional.empty(),
                body);
    }
}
