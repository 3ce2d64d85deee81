package io.rackledger.launcher.probe;

import java.time.Instant;
import java.util.Set;

/**
 * What is known of one thing that must be well.
 *
 * @param name short and fixed: {@code log}, {@code folds}
 * @param roles whom it concerns; empty for every role
 * @param ok whether it is well
 * @param reason what is wrong, or what is well in numbers
 * @param since when it became well or ceased to be
 */
public record Check(String name, Set<String> roles, boolean ok, String reason, Instant since) {
    public Check {
        roles = Set.copyOf(roles);
    }

    /** Whether it counts for this role; an empty role asks for all. */
    boolean concerns(String role) {
        return role.isEmpty() || roles.isEmpty() || roles.contains(role);
    }
}
