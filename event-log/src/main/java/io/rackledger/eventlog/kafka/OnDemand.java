package io.rackledger.eventlog.kafka;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A part that is started by the first who asks for it, so that a process folds only what its roles need. Thread-safe. */
final class OnDemand<P extends Part> {
    private final Supplier<P> start;
    private @Nullable P part;

    OnDemand(Supplier<P> start) {
        this.start = start;
    }

    synchronized P get() {
        P present = part;
        if (present == null) {
            present = start.get();
            part = present;
        }
        return present;
    }

    synchronized Optional<P> started() {
        return Optional.ofNullable(part);
    }
}
