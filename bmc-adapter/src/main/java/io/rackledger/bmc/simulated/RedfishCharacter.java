package io.rackledger.bmc.simulated;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whose BMC is played.
 *
 * @param vendor as the service root tells it; empty for nothing
 * @param model of the manager
 * @param firmware of the manager
 */
public record RedfishCharacter(String vendor, String model, String firmware, Set<RedfishTrait> traits) {
    public RedfishCharacter {
        traits = Set.copyOf(traits);
    }

    /** Of no maker, and without anything of its own. */
    public static RedfishCharacter plain(RedfishTrait... traits) {
        return of("", "Simulated BMC", "1.0", traits);
    }

    public static RedfishCharacter of(String vendor, String model, String firmware, RedfishTrait... traits) {
        Set<RedfishTrait> all = EnumSet.noneOf(RedfishTrait.class);
        all.addAll(Arrays.asList(traits));
        return new RedfishCharacter(vendor, model, firmware, all);
    }

    boolean is(RedfishTrait trait) {
        return traits.contains(trait);
    }
}
