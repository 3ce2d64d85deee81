package io.rackledger.command.handling;

import io.rackledger.core.door.NodeStates;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the fold of this instance up to the log's end. What is appended is proven by the log itself; what is refused is not, and another
 * instance may have acknowledged a moment ago what this one has not read yet.
 */
public final class Freshness {
    private static final Logger LOG = LoggerFactory.getLogger(Freshness.class);

    private final NodeStates states;
    private final Duration patience;

    public Freshness(NodeStates states, Duration patience) {
        this.states = states;
        this.patience = patience;
    }

    /** Returns when the fold has passed all that is in the log now; false where the log does not tell in time. */
    public boolean reached() {
        try {
            states.caughtUp(patience).get(patience.toMillis() * 2, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("nothing can be refused now, as the log does not tell its end: {}", e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
