package io.rackledger.core.signal;

import io.rackledger.core.identity.SignalId;
import io.rackledger.core.identity.Text;
import java.time.Instant;
import java.util.Optional;

/**
 * A fact observed from outside.
 *
 * @param id content key: a second report of the same fact has the same id and counts once
 * @param seenAt our clock when we saw it
 * @param source address of who told or asked, host:port, or the name of our own service
 * @param nodeClock what the machine's own clock said, where it told
 */
public record Signal(
        SignalId id,
        SignalSubject subject,
        Instant seenAt,
        String source,
        Optional<Instant> nodeClock,
        SignalBody body) {
    public Signal {
        source = Text.bounded(source, 100);
    }
}
