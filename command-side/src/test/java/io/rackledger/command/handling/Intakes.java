package io.rackledger.command.handling;

import io.rackledger.core.door.Intake;
import io.rackledger.core.node.WaitPolicy;
import io.rackledger.eventlog.EventLog;
import java.time.Duration;

/** Intakes for tests of other rooms. */
public final class Intakes {
    private Intakes() {}

    /** Carries commands out on the caller's thread, so that a simulation stays deterministic. */
    public static Intake direct(EventLog log, WaitPolicy policy) {
        ClaimDesk claims = new ClaimDesk(log.claims(), log.nodeStates(), Duration.ofSeconds(60), Duration.ofSeconds(5));
        return new DirectIntake(
                log.nodeStates(), log.nodeLog(), claims, new Judge(policy), Runnable::run, Duration.ofSeconds(5));
    }
}
