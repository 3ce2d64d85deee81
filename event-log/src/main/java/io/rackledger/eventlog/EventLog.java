package io.rackledger.eventlog;

import io.rackledger.core.door.BootPlanLog;
import io.rackledger.core.door.BootPlans;
import io.rackledger.core.door.Claims;
import io.rackledger.core.door.Documents;
import io.rackledger.core.door.Feed;
import io.rackledger.core.door.History;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.SignalLog;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** All doors to the log, as one thing that is opened and closed. Thread-safe. */
public interface EventLog extends AutoCloseable {
    /** Version of this program; every record names the one that wrote it. */
    String PROGRAM_VERSION = "0.1.0";

    NodeLog nodeLog();

    NodeStates nodeStates();

    History history();

    SignalLog signals();

    Feed feed();

    BootPlanLog bootPlanLog();

    BootPlans bootPlans();

    Documents documents();

    Claims claims();

    /**
     * Completes when every fold that was asked for so far has passed all that was in its topic; with the place of the node-events
     * fold, or {@link LogVector#START} where nobody asked for it. Exceptionally where the log does not answer in time.
     */
    CompletableFuture<LogVector> ready();

    /**
     * Completes, with the reason, when a fold or a shared reader has stopped by itself. No retry mends that: from then on appends are
     * refused, and the program should end and be started again; where the reason is that a newer program writes to the log, a newer
     * version of it.
     */
    CompletableFuture<String> stopped();

    /** How far the folds that were asked for so far have come, by the topic's name without its prefix, such as {@code node-events}. */
    Map<String, LogVector> folded();

    /** The places after the newest records of all topics, by the same names; exceptionally where the log does not answer in time. */
    CompletableFuture<Map<String, LogVector>> ends(Duration patience);

    @Override
    void close();
}
