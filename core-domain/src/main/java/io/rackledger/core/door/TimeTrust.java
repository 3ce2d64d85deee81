package io.rackledger.core.door;

import java.util.Optional;

/** Whether this process may decide by its clock. While it may not, it takes no commands and lets no deadline pass. */
@FunctionalInterface
public interface TimeTrust {
    /** Why it may not, with the remedy; empty where it may. */
    Optional<String> doubt();

    /** For logs and clocks that cannot disagree. */
    static TimeTrust always() {
        return Optional::empty;
    }
}
