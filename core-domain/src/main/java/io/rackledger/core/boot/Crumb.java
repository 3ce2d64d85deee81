package io.rackledger.core.boot;

import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.identity.Text;
import java.time.Instant;
import java.util.Optional;

/**
 * One link of the boot chain, seen for the first time in a wait.
 *
 * @param index 0 but for steps, where it is the step's number from 1
 * @param from address that the machine used, as host:port or host, or the service that saw it; never empty
 * @param served digest of what was served, where something was
 * @param by by what it is known that it was this machine; empty in records of versions that did not tell
 */
public record Crumb(
        Link link,
        int index,
        Instant at,
        String from,
        Optional<Digest> served,
        SignalId signal,
        Optional<Attribution> by) {
    public Crumb(Link link, int index, Instant at, String from, Optional<Digest> served, SignalId signal) {
        this(link, index, at, from, served, signal, Optional.empty());
    }

    public Crumb {
        from = Text.bounded(from, 100);
    }

    /** Whether both are the same link of the same chain. */
    public boolean sameLink(Crumb other) {
        return link == other.link && index == other.index;
    }
}
