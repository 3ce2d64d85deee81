package io.rackledger.command.simulation;

/** What a run asks. */
enum Mode {
    /** Nothing wrong ever, whatever happens. */
    SAFETY,
    /** When the faults stop, everything comes to rest in bounded time. */
    LIVENESS
}
