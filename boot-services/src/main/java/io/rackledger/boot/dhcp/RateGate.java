package io.rackledger.boot.dhcp;

import io.rackledger.core.identity.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bucket of tokens for each machine, and one for all machines that no node has claimed: a machine in a boot loop, or a flood under
 * false addresses, must not take the time of the others. Bounded in memory. Confined to one thread.
 */
final class RateGate {
    private static final int MOST = 20_000;
    /** A boot takes four exchanges of two messages, each perhaps repeated. */
    private static final Bucket MACHINE = new Bucket(20, 1);

    private static final Bucket STRANGERS = new Bucket(200, 100);

    private final Map<MacAddress, Level> levels = new LinkedHashMap<>(16, 0.75f, true);
    private Level strangers = new Level(STRANGERS.burst(), Instant.MIN);
    private long refused;

    /**
     * @param burst messages at once
     * @param perSecond messages on the long run
     */
    private record Bucket(int burst, int perSecond) {}

    private record Level(double tokens, Instant at) {
        Level at(Bucket bucket, Instant now) {
            double passed =
                    at.equals(Instant.MIN) ? 0 : Duration.between(at, now).toMillis() / 1000.0;
            return new Level(Math.min(bucket.burst(), tokens + Math.max(0, passed) * bucket.perSecond()), now);
        }

        boolean isEmpty() {
            return tokens < 1;
        }

        Level less() {
            return new Level(tokens - 1, at);
        }
    }

    /** Whether a message of that machine is looked at. */
    boolean admits(MacAddress mac, boolean known, Instant now) {
        Level mine = levels.getOrDefault(mac, new Level(MACHINE.burst(), now)).at(MACHINE, now);
        Level all = strangers.at(STRANGERS, now);
        boolean full = mine.isEmpty() || (!known && all.isEmpty());
        if (full) {
            refused++;
            return false;
        }
        levels.put(mac, mine.less());
        if (levels.size() > MOST) {
            levels.remove(levels.keySet().iterator().next());
        }
        strangers = known ? all : all.less();
        return true;
    }

    long refused() {
        return refused;
    }
}
