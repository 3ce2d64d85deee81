package io.rackledger.core.door;

import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.signal.Signal;
import java.util.concurrent.CompletableFuture;

/** The log's write side for signals. */
public interface SignalLog {
    /** Completes with the place in the signals topic when the signal is durable; only then may the machine be told so. */
    CompletableFuture<LogPosition> report(Signal signal);
}
