package io.rackledger.boot.report;

import io.rackledger.core.identity.SignalId;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What made us look up, other than an HTTP request: a datagram of a machine.
 *
 * @param protocol its name, for example TFTP
 * @param source address and port of the machine
 * @param seenAt when it came
 * @param number counts what came to this process; with the time it tells two equal datagrams apart
 */
public record Occasion(String protocol, String source, Instant seenAt, long number) {
    /** How long ago it was; never negative, whatever the clock did. */
    public Duration lasted(Instant now) {
        Duration took = Duration.between(seenAt, now);
        return took.isNegative() ? Duration.ZERO : took;
    }

    /** A fact for which the occasion itself is the event: each is another one. */
    public Signal tells(SignalSubject subject, SignalBody body) {
        List<String> parts = List.of(
                protocol,
                seenAt.toString(),
                source,
                Long.toString(number),
                body.getClass().getSimpleName());
        return new Signal(SignalId.ofParts(parts), subject, seenAt, source, Optional.empty(), body);
    }
}
