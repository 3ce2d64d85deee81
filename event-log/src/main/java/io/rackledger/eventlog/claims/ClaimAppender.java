package io.rackledger.eventlog.claims;

import io.rackledger.core.door.ClaimKey;
import java.util.concurrent.CompletableFuture;

/** Adds a change to the claims topic. */
@FunctionalInterface
public interface ClaimAppender {
    /** Completes with whether the change was applied once it has come back; with a TimeoutException where the log does not answer. */
    CompletableFuture<Boolean> append(ClaimKey key, long sequence, ClaimChange change);
}
