package io.rackledger.boot.doctor;

/**
 * What was looked at, and what was found.
 *
 * @param name what was looked at, such as {@code port udp 69}
 * @param result how it is
 * @param found in words
 * @param remedy what helps; empty where all is well
 */
public record Check(String name, Result result, String found, String remedy) {
    /** How it is, the worst last. */
    public enum Result {
        /** As it should be. */
        OK,
        /** Not looked at, because it is not set up, or takes a running engine. */
        SKIPPED,
        /** It may be meant so, and may hurt. */
        WARNING,
        /** Machines will not boot by it. */
        FAILS
    }

    /** All is well. */
    public static Check well(String name, String found) {
        return new Check(name, Result.OK, found, "");
    }

    /** Not looked at, and why. */
    public static Check skipped(String name, String why) {
        return new Check(name, Result.SKIPPED, why, "");
    }

    /** It may hurt. */
    public static Check warning(String name, String found, String remedy) {
        return new Check(name, Result.WARNING, found, remedy);
    }

    /** Machines will not boot by it. */
    public static Check fails(String name, String found, String remedy) {
        return new Check(name, Result.FAILS, found, remedy);
    }
}
