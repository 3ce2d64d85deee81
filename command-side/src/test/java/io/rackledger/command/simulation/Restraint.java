package io.rackledger.command.simulation;

import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.identity.CommandId;
import java.util.HashMap;
import java.util.Map;

/** Process managers ask again when they got no answer, but not in a frenzy. */
final class Restraint {
    private static final long WINDOW = 5_000;
    private static final int MOST = 12;

    private final Map<CommandId, Integer> asked = new HashMap<>();
    private long since;

    void asked(CommandEnvelope envelope, long now) {
        if (now - since > WINDOW) {
            asked.clear();
            since = now;
        }
        int times = asked.merge(envelope.context().command(), 1, Integer::sum);
        Breach.unless(times <= MOST, "what failed is tried again after a pause", envelope);
    }
}
