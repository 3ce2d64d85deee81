package io.rackledger.command.simulation;

import io.rackledger.core.door.CommandEnvelope;
import java.util.HashMap;
import java.util.Map;

/** Process managers try again what has failed, but not in a frenzy. */
final class Restraint {
    private static final long WINDOW = 5_000;
    private static final int MOST = 12;

    private final Map<Object, Integer> times = new HashMap<>();
    private long since;

    void asked(CommandEnvelope envelope, long now) {
        again(envelope.context().command(), envelope, now);
    }

    /** A write about something has failed at once. */
    void failed(Object of, long now) {
        again(of, of, now);
    }

    private void again(Object key, Object what, long now) {
        if (now - since > WINDOW) {
            times.clear();
            since = now;
        }
        Breach.unless(times.merge(key, 1, Integer::sum) <= MOST, "what failed is tried again after a pause", what);
    }
}
