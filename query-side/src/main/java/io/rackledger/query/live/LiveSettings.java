package io.rackledger.query.live;

import java.time.Duration;

/**
 * How the live stream behaves.
 *
 * @param heartbeat how often a quiet stream says that it lives
 * @param slowest how long a client may take over one page of {@code page} changes before it is cut off
 * @param page most changes read at once
 * @param mostStreams streams open at the same time
 */
public record LiveSettings(Duration heartbeat, Duration slowest, int page, int mostStreams) {
    /** Heartbeat every 15 s. */
    public static LiveSettings standard() {
        return new LiveSettings(Duration.ofSeconds(15), Duration.ofSeconds(15), 500, 500);
    }
}
