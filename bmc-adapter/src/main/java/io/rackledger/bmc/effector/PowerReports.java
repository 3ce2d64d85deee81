package io.rackledger.bmc.effector;

import io.rackledger.bmc.driver.Pacing;
import io.rackledger.core.door.SignalLog;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.PowerReported;
import io.rackledger.core.signal.SignalSubject.OfNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what became of power requests into the log, as signals. A second report of a request counts as the first one again. */
public final class PowerReports {
    private static final Logger LOG = LoggerFactory.getLogger(PowerReports.class);
    private static final Duration TO_BE_DURABLE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final int MOST_TRIES = 6;

    private final SignalLog signals;
    private final Clock clock;
    private final Pacing pacing;

    public PowerReports(SignalLog signals, Clock clock, Pacing pacing) {
        this.signals = signals;
        this.clock = clock;
        this.pacing = pacing;
    }

    /** Returns when the report is durable, or after some tries: the request then stays pending, and its wait expires. */
    void send(Work work, PowerOutcome outcome) {
        Signal signal = signal(work, outcome);
        LOG.info("node {} power {}: {}", work.node().id(), work.request().action(), outcome);
        String why = "";
        for (int tried = 0;
                tried < MOST_TRIES && (tried == 0 || pacing.pause(BETWEEN_TRIES.multipliedBy(tried)));
                tried++) {
            try {
                signals.report(signal).get(TO_BE_DURABLE.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException e) {
                why = e.toString();
            }
        }
        LOG.warn(
                "node {} power request {}: the report did not reach the log: {}",
                work.node().id(),
                work.request().id(),
                why);
    }

    private Signal signal(Work work, PowerOutcome outcome) {
        String node = work.node().id().value();
        String request = work.request().id().toString();
        String source =
                work.node().attributes().bmc().map(BmcAddress::authority).orElse("bmc-adapter");
        return new Signal(
                        SignalId.ofParts(List.of("power-reported", node, request)),
                        new OfNode(
                                work.node().id(), work.node().runningAttempt().map(Attempt::id), Optional.empty()),
                        clock.instant(),
                        source,
                        Optional.empty(),
                        new PowerReported(work.request().id(), outcome))
                .in(work.trace().map(trace -> trace.child("power-reported " + request)));
    }
}
