package io.rackledger.core.door;

import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.signal.Signal;
import java.util.concurrent.CompletableFuture;

/** The log's write side for signals. */
public interface SignalLog {
    /**
     * Completes when the signal is durable; only then may the machine be told so. With its place in the signals topic, or {@link
     * LogPosition#START} where it lies on this host's disk and is on its way there.
     */
    CompletableFuture<LogPosition> report(Signal signal);
}
