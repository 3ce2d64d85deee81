package io.rackledger.command.simulation;

/** The process that was running here is dead: nothing of it goes on. */
final class Died extends Error {
    private static final long serialVersionUID = 1L;

    Died() {
        super("killed", null, false, false);
    }
}
