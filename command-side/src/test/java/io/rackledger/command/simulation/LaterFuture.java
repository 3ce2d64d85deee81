package io.rackledger.command.simulation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A future whose timeouts go by virtual time, and so do those of all that follow from it. */
final class LaterFuture<T> extends CompletableFuture<T> {
    private final VirtualTime time;

    LaterFuture(VirtualTime time) {
        this.time = time;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new LaterFuture<>(time);
    }

    @Override
    public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
        if (!isDone()) {
            time.in(unit.toMillis(timeout), "", "", () -> {
                if (!isDone()) {
                    completeExceptionally(new TimeoutException("no answer within " + timeout + " " + unit));
                }
            });
        }
        return this;
    }
}
