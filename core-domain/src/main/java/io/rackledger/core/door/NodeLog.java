package io.rackledger.core.door;

import java.util.concurrent.CompletableFuture;

/** The log's write side for node events: optimistic append, arbitrated by the log. Any number of instances may write. */
public interface NodeLog {
    /**
     * Appends if the node stands at the expected sequence. Completes when the record has come back through the fold (appended or void),
     * or with {@link AppendResult.OutcomeUnknown} at the deadline; exceptionally only where the request never reached the log.
     */
    CompletableFuture<AppendResult> append(AppendRequest request);
}
