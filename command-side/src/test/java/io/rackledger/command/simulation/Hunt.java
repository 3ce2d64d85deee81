package io.rackledger.command.simulation;

import java.util.Locale;

/** Looks for a seed that shows that something is wrong: the one door of the simulation for programs that were changed. */
public final class Hunt {
    private Hunt() {}

    /** How many runs of the mode, from seed 0 on, it takes until a rule is broken, and which; empty where none of them breaks one. */
    public static String find(String mode, long most) {
        Runs.quiet();
        Mode wanted = Mode.valueOf(mode.toUpperCase(Locale.ROOT));
        for (long seed = 0; seed < most; seed++) {
            try {
                new Run(wanted, seed).make();
            } catch (AssertionError broken) {
                String rule =
                        String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
                return (seed + 1) + " " + rule;
            }
        }
        return "";
    }
}
