package io.rackledger.core.signal;

import io.rackledger.core.boot.Attribution;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.identity.Text;
import io.rackledger.core.identity.TraceParent;
import java.time.Instant;
import java.util.Optional;

/**
 * A fact observed from outside.
 *
 * @param id content key: a second report of the same fact has the same id and counts once
 * @param seenAt our clock when we saw it
 * @param source address of who told or asked, host:port, or the name of our own service
 * @param nodeClock what the machine's own clock said, where it told
 * @param trace place in the trace of what led to it, where that is known; says nothing about the fact itself
 * @param by by what the subject is known, where the body does not tell it: files are served to addresses
 */
public record Signal(
        SignalId id,
        SignalSubject subject,
        Instant seenAt,
        String source,
        Optional<Instant> nodeClock,
        SignalBody body,
        Optional<TraceParent> trace,
        Optional<Attribution> by) {
    public Signal(
            SignalId id,
            SignalSubject subject,
            Instant seenAt,
            String source,
            Optional<Instant> nodeClock,
            SignalBody body) {
        this(id, subject, seenAt, source, nodeClock, body, Optional.empty(), Optional.empty());
    }

    public Signal {
        source = Text.bounded(source, 100);
    }

    /** The same fact as part of a trace. */
    public Signal in(Optional<TraceParent> place) {
        return new Signal(id, subject, seenAt, source, nodeClock, body, place, by);
    }

    /** The same fact, and by what its subject is known. */
    public Signal known(Optional<Attribution> how) {
        return new Signal(id, subject, seenAt, source, nodeClock, body, trace, how);
    }
}
