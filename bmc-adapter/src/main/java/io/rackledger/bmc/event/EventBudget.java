package io.rackledger.bmc.event;

import io.rackledger.core.identity.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many events of one BMC are taken: so many at once, so many a second in the long run. Of nodes that there are alone. Thread-safe. */
final class EventBudget {
    /** As many as two full bodies. */
    static final int BURST = 2 * EventReader.MOST;

    static final int PER_SECOND = 10;

    private final Map<NodeId, Left> nodes = new ConcurrentHashMap<>();

    private record Left(double events, Instant at) {
        Left by(Instant now) {
            double more = Math.max(0, Duration.between(at, now).toMillis()) / 1000.0 * PER_SECOND;
            return new Left(Math.min(BURST, events + more), now);
        }
    }

    /** Takes so many; false where that is too many now, and nothing was taken. */
    boolean take(NodeId node, int events, Instant now) {
        boolean[] taken = new boolean[1];
        nodes.compute(node, (_, before) -> {
            Left left = (before == null ? new Left(BURST, now) : before).by(now);
            taken[0] = left.events() >= events;
            return taken[0] ? new Left(left.events() - events, now) : left;
        });
        return taken[0];
    }
}
