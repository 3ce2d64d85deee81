package io.rackledger.boot.http;

import io.netty.channel.DefaultFileRegion;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then how many bytes of a file the network has taken, and tells when it takes no more. Counts its own looks: a clock that is set
 * meanwhile makes no stall of a moving transfer. Runs on the channel's event loop only.
 */
final class TransferProgress {
    private static final int LOOKS = 10;

    private final DefaultFileRegion region;
    private final Duration quiet;
    private final Clock clock;
    private final BiConsumer<Long, Instant> onStall;
    private @Nullable Future<?> looking;
    private Instant movedAt;
    private long moved;
    private int still;

    /** @param onStall bytes sent, and since when that is so */
    TransferProgress(DefaultFileRegion region, Duration quiet, Clock clock, BiConsumer<Long, Instant> onStall) {
        this.region = region;
        this.quiet = quiet;
        this.clock = clock;
        this.onStall = onStall;
        movedAt = clock.instant();
    }

    void begin(EventExecutor loop) {
        long each = Math.max(1, quiet.toMillis() / LOOKS);
        looking = loop.scheduleAtFixedRate(this::look, each, each, TimeUnit.MILLISECONDS);
    }

    void end() {
        if (looking != null) {
            looking.cancel(false);
        }
    }

    private void look() {
        long now = region.transferred();
        if (now != moved) {
            moved = now;
            movedAt = clock.instant();
            still = 0;
            return;
        }
        still++;
        if (still == LOOKS) {
            onStall.accept(moved, movedAt);
        }
    }
}
