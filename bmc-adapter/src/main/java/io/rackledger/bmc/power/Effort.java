package io.rackledger.bmc.power;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Button;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.Pacing;
import io.rackledger.bmc.power.PowerStep.Identify;
import io.rackledger.bmc.power.PowerStep.Reach;
import io.rackledger.bmc.power.PowerStep.Read;
import io.rackledger.bmc.power.PowerStep.SetBootDevice;
import io.rackledger.core.crash.CrashPoint;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerOutcome.Confirmed;
import io.rackledger.core.node.PowerOutcome.Failed;
import io.rackledger.core.node.PowerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One step against one BMC, tried until it is verified, refused, unwanted, or out of time. For one use. */
final class Effort {
    private static final int EQUAL_READS = 2;
    private static final int MOST_PRESSES = 2;
    private static final Duration LAST_PAUSE = Duration.ofMillis(200);

    private final Clock clock;
    private final Pacing pacing;
    private final PowerPace pace;
    private final Standstill standstill;
    private final Hands hands;
    private final Instant until;
    private final Instant started;

    private PowerState seen = PowerState.UNKNOWN;
    private int equalReads;
    private int reads;
    private int readsSincePress;
    private int presses;
    private Instant nextPress;
    private Instant settled;
    private String answer = "";
    private int troublesInRow;
    private @Nullable BmcTrouble trouble;

    Effort(Clock clock, Pacing pacing, PowerPace pace, Standstill standstill, Hands hands, Instant until) {
        this.clock = clock;
        this.standstill = standstill;
        this.pacing = pacing;
        this.pace = pace;
        this.hands = hands;
        this.until = until;
        this.started = clock.instant();
        this.nextPress = started;
        this.settled = started;
    }

    Optional<PowerOutcome> make(PowerStep step, BooleanSupplier wanted) {
        while (wanted.getAsBoolean() && !pacing.isClosed()) {
            try {
                if (advance(step, wanted)) {
                    return Optional.of(new Confirmed(seen));
                }
                troublesInRow = 0;
            } catch (BmcTrouble met) {
                meet(met);
                if (!met.retryable()) {
                    return Optional.of(new Failed(met.code(), met.detail()));
                }
            }
            Duration wait = backoff();
            if (!clock.instant().plus(wait).isBefore(until)) {
                return Optional.of(lastLook(step));
            }
            if (!pacing.pause(wait)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * The end of the time. Who began shortly before it may have read the wanted state only once, and would tell a failure of a BMC that did
     * nothing wrong: one more look decides, within what is left.
     */
    private PowerOutcome lastLook(PowerStep step) {
        Duration half = Duration.between(clock.instant(), until).dividedBy(2);
        Duration pause = half.compareTo(LAST_PAUSE) < 0 ? half : LAST_PAUSE;
        boolean undecided = step instanceof Reach reach && seen == reach.state() && troublesInRow == 0;
        if (undecided && pause.isPositive() && pacing.pause(pause)) {
            try {
                read();
            } catch (BmcTrouble met) {
                meet(met);
            }
        }
        return undecided && equalReads >= EQUAL_READS ? new Confirmed(seen) : expired(step);
    }

    /** A question that our own end of time cut short is no sign of a silent BMC, where the BMC has answered others before. */
    private void meet(BmcTrouble met) {
        boolean cutShort = met.kind() == FailureKind.UNREACHABLE
                && Duration.between(clock.instant(), until).toMillis() <= 0;
        boolean answeredBefore = reads > 0 || trouble != null;
        if (!(cutShort && answeredBefore)) {
            trouble = met;
            troublesInRow++;
        }
    }

    /** One round; true when the step is done. */
    private boolean advance(PowerStep step, BooleanSupplier wanted) throws BmcTrouble {
        return switch (step) {
            case Identify(var machine) -> {
                hands.identify(machine);
                yield true;
            }
            case SetBootDevice set -> {
                hands.setBootDevice(set.choice());
                yield true;
            }
            case Read _ -> {
                read();
                yield equalReads >= EQUAL_READS;
            }
            case Reach reach -> {
                read();
                // Asked again after the read: whoever else has the request may have ended it meanwhile.
                if (seen != reach.state() && mayPress(wanted)) {
                    press(reach.button(), wanted);
                }
                yield seen == reach.state() && equalReads >= EQUAL_READS;
            }
        };
    }

    /** A BMC that tells none of on and off is looked at again later, and nothing is pressed upon what it tells. */
    private void read() throws BmcTrouble {
        boolean isSettled = !clock.instant().isBefore(settled);
        PowerState now = hands.readPower();
        equalReads = !isSettled ? 0 : now == seen ? equalReads + 1 : 1;
        reads++;
        seen = now;
        if (now == PowerState.UNKNOWN) {
            throw new BmcTrouble(
                    FailureKind.UNKNOWN_STATE, "BMC " + hands.authority() + " tells no power state to act on");
        }
        readsSincePress++;
    }

    /** Again at half of the time that is left, in case the first press was lost. */
    private void press(Button button, BooleanSupplier wanted) throws BmcTrouble {
        Instant now = clock.instant();
        if (presses < MOST_PRESSES && !now.isBefore(nextPress)) {
            hands.begin(button);
            // Writing it down took its time, in which we may have stood still, or lost the node to another instance.
            if (mayPress(wanted)) {
                CrashPoint.BEFORE_EFFECT.pass();
                answer = pressed(button);
                CrashPoint.AFTER_EFFECT.pass();
                presses++;
                readsSincePress = 0;
                nextPress = now.plus(Duration.between(now, until).dividedBy(2));
            }
        }
    }

    /** A button that met trouble may have had its effect all the same. */
    private String pressed(Button button) throws BmcTrouble {
        try {
            return hands.press(button);
        } finally {
            settled = clock.instant().plus(pace.settle());
            equalReads = 0;
        }
    }

    private boolean mayPress(BooleanSupplier wanted) {
        return !standstill.isRecent() && wanted.getAsBoolean();
    }

    private Duration backoff() {
        if (troublesInRow == 0) {
            return pace.poll();
        }
        Duration doubled = pace.poll().multipliedBy(1L << Math.min(troublesInRow, 8));
        return doubled.compareTo(pace.longestBackoff()) < 0 ? doubled : pace.longestBackoff();
    }

    private PowerOutcome expired(PowerStep step) {
        BmcTrouble last = trouble;
        // A button that was pressed and seen to have no effect is the story, whatever the very last read met.
        boolean seenWithoutEffect = presses > 0 && readsSincePress >= EQUAL_READS;
        if (last != null && troublesInRow > 0 && !seenWithoutEffect) {
            return new Failed(last.code(), last.detail() + "; " + troublesInRow + " tries in " + spent());
        }
        return switch (step) {
            case Reach reach ->
                new Failed(
                        FailureCode.POWER_NOT_CHANGED,
                        told() + ", but the power state read " + reads + " times in " + spent() + " never became "
                                + reach.state() + " for good; last read " + seen);
            case Read _, SetBootDevice _, Identify _ ->
                new Failed(
                        FailureCode.BMC_REFUSED,
                        "BMC " + hands.authority() + " told no steady power state in " + spent() + "; last read "
                                + seen);
        };
    }

    private String told() {
        String bmc = "BMC " + hands.authority() + " ";
        return bmc + (presses == 0 ? "was asked to change nothing" : answer + " (" + presses + " times)");
    }

    private String spent() {
        return Duration.between(started, clock.instant()).toMillis() + " ms";
    }
}
