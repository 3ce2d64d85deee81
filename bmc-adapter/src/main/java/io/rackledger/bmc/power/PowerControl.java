package io.rackledger.bmc.power;

import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Pacing;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerOutcome.Confirmed;
import io.rackledger.core.node.PowerOutcome.Failed;
import io.rackledger.core.node.PowerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Carries out a power request on one BMC. Believes the power state that is read, twice and equal, and never the reply to a button.
 * Pressing On or Off again does no harm and happens once more at half time; a reboot is off, verified, then on, verified.
 *
 * <p>A request that the log brought late, because it or we stood still, is carried out as long as its node waits for it: whether the
 * time is over is for the process managers to say, who know of the standstill and grant a grace. Only what comes later than twice its
 * time is refused: nobody expects the machine to move by then.
 */
public final class PowerControl {
    /** What a late request gets at most; less than the grace of the process managers after a stall. */
    private static final Duration LATE_EFFORT = Duration.ofSeconds(20);

    private final Clock clock;
    private final Pacing pacing;
    private final PowerPace pace;
    private final Standstill standstill;

    /** @param standstill whose {@link Standstill#breathe} somebody calls at least each second */
    public PowerControl(Clock clock, Pacing pacing, PowerPace pace, Standstill standstill) {
        this.clock = clock;
        this.pacing = pacing;
        this.pace = pace;
        this.standstill = standstill;
    }

    /** What became of it; empty where nobody wants it any more or this process stops: then nothing must be reported. */
    public Optional<PowerOutcome> perform(PowerTask task, BmcSession session) {
        Instant deadline = task.request().deadline();
        Duration given = Duration.between(task.requestedAt(), deadline);
        if (!clock.instant().isBefore(deadline.plus(given))) {
            return Optional.of(new Failed(
                    FailureCode.POWER_NOT_CHANGED,
                    "bmc-adapter took up the request long after its deadline " + deadline + " and did nothing"));
        }
        Instant until = until(deadline, given);
        if (!session.tellsPower()) {
            return BlindPower.perform(task, session, until);
        }
        PowerState reached = PowerState.UNKNOWN;
        for (PowerStep step : steps(task, session, until)) {
            Optional<PowerOutcome> outcome =
                    new Effort(clock, pacing, pace, standstill, session, until).make(step, task.wanted());
            if (outcome.isEmpty() || outcome.get() instanceof Failed) {
                return outcome;
            }
            reached = outcome.get() instanceof Confirmed confirmed ? confirmed.power() : reached;
        }
        return Optional.of(new Confirmed(reached));
    }

    /** The end of our own work: some time is kept for the report, at most a tenth of what is left. Who comes late gets a part anew. */
    private Instant until(Instant deadline, Duration given) {
        Instant now = clock.instant();
        Duration left = Duration.between(now, deadline);
        Duration late = shorter(given.dividedBy(2), LATE_EFFORT);
        return left.compareTo(late) < 0 ? now.plus(late) : deadline.minus(shorter(left.dividedBy(10), pace.reserve()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private List<PowerStep> steps(PowerTask task, BmcSession session, Instant until) {
        PowerAction action = task.request().action();
        boolean cycle = action == PowerAction.REBOOT || action == PowerAction.SOFT_REBOOT;
        if (task.takenUp() && cycle && wasResetSince(task.requestedAt(), session, until)) {
            return List.of(PowerStep.of(task.request()).getLast());
        }
        return PowerStep.of(task.request());
    }

    /** An earlier process may have pressed already; the BMC knows. Where it does not tell, the whole cycle is done again. */
    private static boolean wasResetSince(Instant requestedAt, BmcSession session, Instant until) {
        try {
            return session.lastReset(until).filter(requestedAt::isBefore).isPresent();
        } catch (BmcTrouble trouble) {
            // The steps meet the same trouble, and report it.
            return false;
        }
    }
}
