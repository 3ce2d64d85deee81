package io.rackledger.core.door;

import java.util.Optional;

/** Whether this process can carry out commands at all; where it cannot, callers are told at once and ask elsewhere. */
@FunctionalInterface
public interface Fitness {
    /** Why it cannot, with the remedy; empty where it can. */
    Optional<String> unfit();

    /** For logs that cannot break down. */
    static Fitness always() {
        return Optional::empty;
    }
}
