package io.rackledger.launcher.rack;

/** The machine was switched off in the middle of something. */
final class PowerLost extends Exception {
    private static final long serialVersionUID = 1L;

    PowerLost() {
        super("the machine was switched off");
    }
}
