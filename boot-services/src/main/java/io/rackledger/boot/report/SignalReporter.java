package io.rackledger.boot.report;

import io.rackledger.core.door.SignalLog;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes signals and waits, for a bounded time, until they are durable. Thread-safe; callers wait on virtual threads. */
public final class SignalReporter {
    private static final Logger LOG = LoggerFactory.getLogger(SignalReporter.class);
    private static final int REMEMBERED = 32_768;

    private final SignalLog log;
    private final Duration patience;
    private final StrangerBudget strangers;
    private final AtomicBoolean answering = new AtomicBoolean(true);
    private final RecentSignals recent = new RecentSignals(REMEMBERED);

    /** @param patience how long a machine is kept waiting for the log before it is told to come back */
    public SignalReporter(SignalLog log, Duration patience, StrangerLimits limits) {
        this.log = log;
        this.patience = patience;
        this.strangers = new StrangerBudget(limits);
    }

    /** Signals about strangers that were not written because there were too many. */
    public long droppedSignals() {
        return strangers.dropped();
    }

    /**
     * Writes the signal. True when it is durable, or when it is one of a stranger too many (which is counted); false when the
     * log did not answer in time: the machine must not be told that all is well, and its repeat will count once.
     */
    public boolean report(Signal signal) {
        try {
            return begin(signal).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a report only ever says yes or no", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The same for callers that have more to tell meanwhile; completes on any thread. May block where the log's buffer is full. */
    public CompletableFuture<Boolean> begin(Signal signal) {
        StrangerBudget.Verdict verdict = strangers.admit(signal.subject(), signal.seenAt());
        if (verdict.missed() > 0) {
            tellOfDrops(signal, verdict.missed());
        }
        return verdict.admitted() ? durable(signal) : CompletableFuture.completedFuture(true);
    }

    private CompletableFuture<Boolean> durable(Signal signal) {
        return recent.once(signal.id(), () -> log.report(signal))
                .copy()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .handle((_, failure) -> failure == null ? taken(signal) : missed(signal, failure));
    }

    private boolean taken(Signal signal) {
        if (!answering.get() && !answering.getAndSet(true)) {
            LOG.info(
                    "the signal log answers again, first for {}",
                    signal.subject().key());
        }
        return true;
    }

    /** One line when it begins; every machine that asks meanwhile would make one more. */
    private boolean missed(Signal signal, Throwable cause) {
        if (answering.getAndSet(false)) {
            LOG.warn(
                    "the signal log does not take signals; machines are told to come back, first {}",
                    signal.subject().key(),
                    cause);
        }
        return false;
    }

    private void tellOfDrops(Signal occasion, long missed) {
        LOG.warn("{} signals about unknown machines were dropped in the last window", missed);
        SignalBody body = new SignalBody.RequestRefused(
                "requests of unknown machines", 429, missed + " of them were not written down: too many in one window");
        List<String> parts = List.of("strangers-dropped", occasion.seenAt().toString(), Long.toString(missed));
        SignalSubject nobody = new SignalSubject.OfSource("boot-services");
        durable(new Signal(
                SignalId.ofParts(parts), nobody, occasion.seenAt(), "boot-services", Optional.empty(), body));
    }
}
