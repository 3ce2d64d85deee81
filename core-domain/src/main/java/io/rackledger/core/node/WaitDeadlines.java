package io.rackledger.core.node;

import java.time.Duration;
import java.time.Instant;

/** Deadlines of a wait: running, or paused by a hold with the time that is left. */
public sealed interface WaitDeadlines {
    /** Clocks run; each instant is when it is due. */
    record Running(Instant phase, Instant progress, Instant liveness) implements WaitDeadlines {
        Paused pause(Instant at) {
            return new Paused(
                    Duration.between(at, phase), Duration.between(at, progress), Duration.between(at, liveness));
        }

        /** The deadline of one clock. */
        public Instant of(WaitClock clock) {
            return switch (clock) {
                case PHASE -> phase;
                case PROGRESS -> progress;
                case LIVENESS -> liveness;
            };
        }

        /** The earliest of the three. */
        public Instant earliest() {
            Instant first = phase.isBefore(progress) ? phase : progress;
            return first.isBefore(liveness) ? first : liveness;
        }
    }

    /** Clocks stand still; each duration is what was left when they stopped. */
    record Paused(Duration phaseLeft, Duration progressLeft, Duration livenessLeft) implements WaitDeadlines {
        Running resume(Instant at) {
            return new Running(at.plus(phaseLeft), at.plus(progressLeft), at.plus(livenessLeft));
        }
    }
}
