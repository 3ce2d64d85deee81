package io.rackledger.command.handling;

import io.rackledger.core.door.Claims;
import io.rackledger.core.door.Fitness;
import io.rackledger.core.door.Intake;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.node.DriftPolicy;
import io.rackledger.core.node.WaitPolicy;
import io.rackledger.eventlog.EventLog;
import java.time.Duration;

/** Intakes for tests of other rooms. */
public final class Intakes {
    /** How long a claim lives without its confirmation. */
    public static final Duration RESERVATION = Duration.ofSeconds(60);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Intakes() {}

    /** Carries commands out on the caller's thread, so that a simulation stays deterministic. */
    public static Intake direct(EventLog log, WaitPolicy policy) {
        return direct(log.nodeStates(), log.nodeLog(), log.claims(), policy);
    }

    /** The same over single doors. */
    public static Intake direct(NodeStates states, NodeLog log, Claims claims, WaitPolicy policy) {
        ClaimDesk desk = new ClaimDesk(claims, states, log, RESERVATION, PATIENCE);
        Judge judge = new Judge(policy, DriftPolicy.RECORD);
        Intake operators = new DirectIntake(states, log, desk, judge, Runnable::run, PATIENCE);
        return new EngineIntake(
                operators, states, log, judge, CommandLimits.none(), Fitness.always(), Runnable::run, () -> {});
    }
}
