package io.rackledger.launcher.meter;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.NodeLog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Times appends of node events, from the request until the record has come back through the fold. */
final class MeteredNodeLog implements NodeLog {
    private static final String NAME = "rackledger.append";

    private final NodeLog log;
    private final Clock clock;
    private final WriteWatch watch;
    private final Timer appended;
    private final Timer lost;
    private final Timer unknown;
    private final Timer failed;

    MeteredNodeLog(NodeLog log, MeterRegistry registry, WriteWatch watch) {
        this.log = log;
        this.clock = registry.config().clock();
        this.watch = watch;
        this.appended = Meters.timer(registry, NAME, Tags.of("outcome", "appended"));
        this.lost = Meters.timer(registry, NAME, Tags.of("outcome", "lost"));
        this.unknown = Meters.timer(registry, NAME, Tags.of("outcome", "unknown"));
        this.failed = Meters.timer(registry, NAME, Tags.of("outcome", "failed"));
    }

    @Override
    public CompletableFuture<AppendResult> append(AppendRequest request) {
        long begun = clock.monotonicTime();
        return log.append(request)
                .whenComplete((result, failure) ->
                        timer(result, failure).record(clock.monotonicTime() - begun, TimeUnit.NANOSECONDS));
    }

    private Timer timer(@Nullable AppendResult result, @Nullable Throwable failure) {
        return switch (result) {
            case AppendResult.Appended _ -> {
                watch.written();
                yield appended;
            }
            case AppendResult.Lost _ -> lost;
            case AppendResult.OutcomeUnknown(var _, var why) -> {
                watch.refused(why);
                yield unknown;
            }
            case null -> {
                watch.refused(String.valueOf(failure));
                yield failed;
            }
        };
    }
}
