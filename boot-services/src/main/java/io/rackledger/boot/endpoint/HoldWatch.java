package io.rackledger.boot.endpoint;

import io.rackledger.boot.report.RunnerReport;
import io.rackledger.boot.token.Grant;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.signal.SignalBody;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether the machine of a grant must go on holding. Between the machine's word that its hold step began and the plan that says so,
 * no plan is held yet; the step must not take that for its release. Thread-safe.
 */
public final class HoldWatch {
    /** Name of the step that holds a node. */
    private static final String HOLD = "hold";

    private static final int MOST = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<AttemptId, Begun> begun = new LinkedHashMap<>();

    /** A step of the grant began; the same word again changes nothing. */
    void stepStarted(Grant grant, RunnerReport.Understood report) {
        boolean holds = report.bodies().getFirst() instanceof SignalBody.StepStarted step
                && step.step().equals(HOLD);
        String opening = report.boot() + "|" + report.seq();
        lock.lock();
        try {
            Begun known = begun.get(grant.attempt());
            if (holds && (known == null || !known.opening().equals(opening))) {
                begun.put(grant.attempt(), new Begun(opening, Phase.ANNOUNCED));
                trim();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A plan came: one that holds, or one that lets go. */
    public void accept(BootPlan plan) {
        lock.lock();
        try {
            plan.attempt()
                    .ifPresent(attempt -> begun.computeIfPresent(
                            attempt,
                            (_, before) ->
                                    new Begun(before.opening(), before.phase().after(plan.held()))));
        } finally {
            lock.unlock();
        }
    }

    /** Whether the machine must go on holding. */
    boolean holds(Grant.Current grant) {
        lock.lock();
        try {
            Begun known = begun.get(grant.attempt());
            return known == null ? grant.plan().held() : known.phase() != Phase.RELEASED;
        } finally {
            lock.unlock();
        }
    }

    private void trim() {
        if (begun.size() > MOST) {
            begun.remove(begun.keySet().iterator().next());
        }
    }

    private record Begun(String opening, Phase phase) {}

    private enum Phase {
        /** The machine said that it holds; the engine has not said so yet. */
        ANNOUNCED,
        /** The engine holds it. */
        HELD,
        /** The engine lets it go on. */
        RELEASED;

        Phase after(boolean held) {
            return switch (this) {
                case ANNOUNCED -> held ? HELD : ANNOUNCED;
                case HELD -> held ? HELD : RELEASED;
                case RELEASED -> RELEASED;
            };
        }
    }
}
