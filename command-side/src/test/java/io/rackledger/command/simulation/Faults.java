package io.rackledger.command.simulation;

/**
 * How bad the world is; chances are per mille and per occasion, times in milliseconds. Each run draws its own mixture, so that rare
 * faults are not always drowned by frequent ones.
 *
 * @param lostSignal a signal never arrives
 * @param doubledSignal a signal stands in the log twice
 * @param slowestSignal longest delay of a signal; differing delays reorder
 * @param lateSignal a signal comes an hour late
 * @param crash an instance dies at a call into the world
 * @param freeze an instance stands still at a call into the world, for up to a minute, and goes on with what it knew
 * @param slowCall another thread of the instance gets on during a call into the world
 * @param lostAnswer a record is in the log, but its writer is told that the outcome is unknown
 * @param lateRecord a record of unknown outcome lands later all the same
 * @param doubledCommand a command is sent twice
 * @param bmc each of the ways in which a BMC fails or lies
 * @param machineDies the machine stops at a point of its boot
 * @param machineLoops the machine boots again instead of going on
 * @param stepFails a step exits with 7
 * @param stepHangs a step never ends; heartbeats go on, or not
 * @param seedRefused the seed is answered with an error and cloud-init gives up
 * @param skew how far the clocks of instances are apart
 * @param jumps clocks jump by up to an hour
 * @param chaos mean time between disturbances of instances, group and log; 0 for none
 * @param opera mean time between two acts of the operator
 */
record Faults(
        int lostSignal,
        int doubledSignal,
        long slowestSignal,
        int lateSignal,
        int crash,
        int freeze,
        int slowCall,
        int lostAnswer,
        int lateRecord,
        int doubledCommand,
        int bmc,
        int machineDies,
        int machineLoops,
        int stepFails,
        int stepHangs,
        int seedRefused,
        long skew,
        boolean jumps,
        long chaos,
        long opera) {
    /** All is well. */
    static Faults none() {
        return new Faults(0, 0, 50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false, 0, 0);
    }

    /** What this run suffers from. */
    static Faults drawn(Chance chance) {
        long opera = chance.in(700) ? 5_000 + chance.upTo(100_000) : chance.upTo(2_000_000);
        return new Faults(
                some(chance, 60),
                some(chance, 200),
                chance.in(500) ? 300 : 40_000,
                some(chance, 20),
                some(chance, 4),
                some(chance, 4),
                some(chance, 80),
                some(chance, 60),
                some(chance, 500),
                some(chance, 150),
                some(chance, 60),
                some(chance, 80),
                some(chance, 60),
                some(chance, 60),
                some(chance, 60),
                some(chance, 60),
                some(chance, 4_000),
                chance.in(150),
                chance.in(250) ? 0 : opera * (2 + chance.upTo(10)),
                opera);
    }

    private static int some(Chance chance, int most) {
        return chance.in(400) ? 0 : (int) chance.upTo(most);
    }
}
