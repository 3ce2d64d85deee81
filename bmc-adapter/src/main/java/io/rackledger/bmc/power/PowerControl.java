package io.rackledger.bmc.power;

import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Pacing;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.node.BmcWork;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerOutcome.Confirmed;
import io.rackledger.core.node.PowerOutcome.Failed;
import io.rackledger.core.node.PowerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Carries out a power request on one BMC. Believes the power state that is read, twice and equal after the settle time, and never the
 * reply to a button.
 * Pressing On or Off again does no harm and happens once more at half time; a reboot is off, verified, then on, verified.
 *
 * <p>A request that the log brought late, because it or we stood still, is carried out as long as its node waits for it: whether the
 * time is over is for the process managers to say, who know of the standstill and grant a grace. Only what comes later than twice its
 * time is refused: nobody expects the machine to move by then.
 */
public final class PowerControl {
    /** What a late request gets at most; less than the grace of the process managers after a stall. */
    private static final Duration LATE_EFFORT = Duration.ofSeconds(20);

    /** Times of BMCs are told in whole seconds, and set against ours by a date in whole seconds. */
    private static final Duration COARSE = Duration.ofSeconds(2);

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
    public Optional<PowerOutcome> perform(PowerTask task, BmcSession session, PowerJournal journal) {
        Instant deadline = task.request().deadline();
        Duration given = Duration.between(task.requestedAt(), deadline);
        if (!clock.instant().isBefore(deadline.plus(given))) {
            return Optional.of(new Failed(
                    FailureCode.POWER_NOT_CHANGED,
                    "bmc-adapter took up the request long after its deadline " + deadline + " and did nothing"));
        }
        Instant until = until(deadline, given);
        Hands hands = new Hands(session, journal, clock, until);
        if (!session.tellsPower()) {
            return BlindPower.perform(task, hands);
        }
        PowerState reached = PowerState.UNKNOWN;
        for (PowerStep step : PowerStep.of(task.request(), task.machine(), doneBefore(task, session, until))) {
            Optional<PowerOutcome> outcome =
                    new Effort(clock, pacing, pace, standstill, hands, until).make(step, task.wanted());
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

    /**
     * An earlier process may have done part of a reboot. What it was about to press it has written down before; whether the machine went
     * off then is known to some BMCs. A machine that was to be switched on again is never switched off again.
     */
    private static PowerStep.Done doneBefore(PowerTask task, BmcSession session, Instant until) {
        PowerAction action = task.request().action();
        boolean cycle = action == PowerAction.REBOOT || action == PowerAction.SOFT_REBOOT;
        Optional<BmcWork> begun = task.earlier().begun().filter(_ -> task.takenUp() && cycle);
        if (begun.equals(Optional.of(BmcWork.PRESS_ON))) {
            return PowerStep.Done.ON;
        }
        return begun.isPresent() && wasResetSince(task.requestedAt(), session, until)
                ? PowerStep.Done.OFF
                : PowerStep.Done.NOTHING;
    }

    /** Where the BMC does not tell, or not for sure, switching off is begun again: it does no harm to a machine that is off. */
    private static boolean wasResetSince(Instant requestedAt, BmcSession session, Instant until) {
        try {
            return session.lastReset(until)
                    .filter(requestedAt.plus(COARSE)::isBefore)
                    .isPresent();
        } catch (BmcTrouble trouble) {
            // The steps meet the same trouble, and report it.
            return false;
        }
    }
}
