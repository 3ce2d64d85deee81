package io.rackledger.command.process;

import io.rackledger.core.identity.NodeId;
import java.time.Duration;

/** How long what failed waits for its next try: twice as long each time, at most 25 s, spread by the node's id so that not all come at once. */
final class RetryPause {
    static final Duration FIRST = Duration.ofMillis(200);
    private static final int MOST_DOUBLINGS = 7;

    private RetryPause() {}

    /** @param failures in a row, from 1 on */
    static Duration after(int failures, NodeId node) {
        long millis = FIRST.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
        return Duration.ofMillis(millis - Math.floorMod(node.hashCode(), Math.max(1, millis / 4)));
    }
}
