package io.rackledger.core.node;

import java.time.Duration;
import java.util.List;

/**
 * How long waits may take.
 *
 * @param bmc for a power action with its verification
 * @param machine for a whole boot with all its steps
 * @param installed for the installed system to come up and report
 * @param progress between two links of the boot chain (for a step: added to its limit)
 * @param liveness how long a running machine may be silent
 * @param operator until an operator is reminded of a hold or failure; doubles each time, up to seven days
 * @param bootBudget boot script requests that one wait allows
 */
public record WaitPolicy(
        Duration bmc,
        Duration machine,
        Duration installed,
        Duration progress,
        Duration liveness,
        Duration operator,
        int bootBudget) {
    public WaitPolicy {
        for (Duration each : List.of(bmc, machine, installed, progress, liveness, operator)) {
            if (each.isNegative() || each.isZero()) {
                throw new IllegalArgumentException("a wait of " + each + " is not possible; use a positive duration");
            }
        }
        if (bootBudget < 1) {
            throw new IllegalArgumentException("boot budget " + bootBudget + " is not possible; use at least 1");
        }
    }

    /** For real machines. */
    public static WaitPolicy standard() {
        return new WaitPolicy(
                Duration.ofMinutes(2),
                Duration.ofMinutes(60),
                Duration.ofMinutes(30),
                Duration.ofMinutes(5),
                Duration.ofMinutes(3),
                Duration.ofHours(24),
                5);
    }
}
