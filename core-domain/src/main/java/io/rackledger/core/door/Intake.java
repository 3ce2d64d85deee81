package io.rackledger.core.door;

import java.util.concurrent.CompletableFuture;

/** Commands in. */
public interface Intake {
    /** Decides the command on the present state and appends what follows from it. Never completes exceptionally for a refusal. */
    CompletableFuture<CommandOutcome> submit(CommandEnvelope command);
}
