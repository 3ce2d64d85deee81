package io.rackledger.boot.report;

import java.time.Duration;

/**
 * How many signals about machines that no node has claimed, or about nobody at all, are kept in a window.
 *
 * @param perSubject of one MAC address or one source address
 * @param overall of all of them together
 */
public record StrangerLimits(int perSubject, int overall, Duration window) {
    public static final StrangerLimits DEFAULT = new StrangerLimits(120, 5000, Duration.ofHours(1));
}
