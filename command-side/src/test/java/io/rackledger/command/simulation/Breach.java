package io.rackledger.command.simulation;

/** A rule was broken. */
final class Breach extends AssertionError {
    private static final long serialVersionUID = 1L;

    Breach(String rule) {
        super(rule);
    }

    static void unless(boolean holds, String rule, Object of) {
        if (!holds) {
            throw new Breach(rule + ": " + of);
        }
    }
}
