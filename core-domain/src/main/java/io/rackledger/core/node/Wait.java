package io.rackledger.core.node;

import io.rackledger.core.identity.WaitId;
import java.time.Duration;
import java.time.Instant;

/**
 * What a node waits for, since when, until when, and what happens then.
 *
 * @param what words for the operator, completing "waiting for"
 * @param progressWindow how long the next link of the chain may take after the last one
 * @param livenessWindow how long a machine that has shown life may be silent
 */
public record Wait(
        WaitId id,
        WaitSubject subject,
        String what,
        Instant since,
        WaitDeadlines deadlines,
        Duration progressWindow,
        Duration livenessWindow,
        OnExpiry onExpiry) {

    /** Whether a hold has stopped the clocks. */
    public boolean paused() {
        return deadlines instanceof WaitDeadlines.Paused;
    }

    Wait pause(Instant at) {
        return deadlines instanceof WaitDeadlines.Running running ? with(running.pause(at)) : this;
    }

    Wait resume(Instant at) {
        return deadlines instanceof WaitDeadlines.Paused paused ? with(paused.resume(at)) : this;
    }

    Wait with(WaitDeadlines changed) {
        return new Wait(id, subject, what, since, changed, progressWindow, livenessWindow, onExpiry);
    }
}
