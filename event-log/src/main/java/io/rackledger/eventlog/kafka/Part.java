package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.LogVector;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A fold of one topic with its doors; started when somebody first asks for one of them. */
interface Part extends AutoCloseable {
    /** A log of many millions of records takes this long at most before something must be wrong. */
    Duration FIRST_FOLD_PATIENCE = Duration.ofMinutes(5);

    /** Completes when all that was in the topic at the start is folded. */
    CompletableFuture<LogVector> folded();

    @Override
    void close();
}
