package io.rackledger.command.process;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The real follower of one process, for a simulation that lets it take one step at a time. As in {@link ProcessManagers}, a follower that
 * failed is followed by a new one, and the process still knows when it stood still.
 */
public final class SteppedFollower {
    private final ProcessDoors doors;
    private final ProcessRules rules;
    private final Clock clock;
    private final Stalls stalls;
    private Optional<ProcessFollower> present = Optional.empty();

    public SteppedFollower(ProcessDoors doors, ProcessRules rules, Clock clock) {
        this.doors = doors;
        this.rules = rules;
        this.clock = clock;
        this.stalls = new Stalls(rules.silenceGrace());
    }

    /** Whether it has caught up and acts. */
    public boolean live() {
        return present.filter(ProcessFollower::live).isPresent();
    }

    /** One round of the process managers' thread. */
    public void step(Duration atMost) {
        if (present.isEmpty()) {
            present = Optional.of(new ProcessFollower(doors, rules, clock, stalls));
        }
        present.get().step(atMost);
    }

    /** The follower has failed: it is forgotten, and the next step begins with a new one. */
    public void startOver() {
        present = Optional.empty();
    }
}
