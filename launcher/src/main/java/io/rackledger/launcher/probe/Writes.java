package io.rackledger.launcher.probe;

import io.rackledger.launcher.meter.WriteWatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether the log takes writes, as far as those who write have seen. Thread-safe. */
final class Writes implements WriteWatch {
    /** A refusal counts so long if nobody has written since: without traffic nobody would notice that it works again. */
    private static final Duration COUNTS_FOR = Duration.ofSeconds(15);

    private final Clock clock;
    private volatile Optional<Refusal> last = Optional.empty();

    private record Refusal(Instant at, String why) {}

    Writes(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void written() {
        if (last.isPresent()) {
            last = Optional.empty();
        }
    }

    @Override
    public void refused(String why) {
        last = Optional.of(new Refusal(clock.instant(), why));
    }

    /** What is wrong with writing now. */
    Optional<String> trouble() {
        Instant now = clock.instant();
        return last.filter(refusal -> now.isBefore(refusal.at().plus(COUNTS_FOR)))
                .map(refusal ->
                        "a write was not confirmed at " + refusal.at() + " and none has been since: " + refusal.why());
    }
}
