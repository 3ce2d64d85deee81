package io.rackledger.core.simulation;

import java.time.Duration;

/**
 * How bad the world is; chances are per mille and per occasion.
 *
 * @param lost a signal never arrives
 * @param doubled a signal arrives twice
 * @param slowest longest delay of a signal; differing delays reorder
 * @param restarts the process managers are down for a while after a signal
 * @param bmcSilent a power request is never answered
 * @param bmcFails a power request fails
 * @param machineDies the machine stops at a point of its boot
 * @param machineLoops the machine boots again instead of going on
 * @param stepFails a step exits with 7
 * @param stepHangs a step never ends, heartbeats go on
 * @param seedRefused the seed is answered with an error and cloud-init gives up
 */
record Faults(
        int lost,
        int doubled,
        Duration slowest,
        int restarts,
        int bmcSilent,
        int bmcFails,
        int machineDies,
        int machineLoops,
        int stepFails,
        int stepHangs,
        int seedRefused) {
    /** All is well. */
    static Faults none() {
        return new Faults(0, 0, Duration.ofMillis(50), 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Nothing gets lost and nothing breaks, but order, doubles and restarts are as bad as can be. */
    static Faults disorder() {
        return new Faults(0, 200, Duration.ofSeconds(40), 50, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Everything breaks now and then. */
    static Faults rough() {
        return new Faults(40, 100, Duration.ofSeconds(30), 30, 40, 40, 6, 10, 30, 20, 20);
    }
}
