package io.rackledger.eventlog.codec;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** How data of an old version becomes data of the next one. The only place where old versions are known. */
final class Upcasters {
    /** Of all types; empty as long as every type stands at its first version. */
    static final Upcasters PRESENT = new Upcasters();

    private final Map<String, UnaryOperator<ObjectNode>> steps = new HashMap<>();

    Upcasters() {}

    /** Adds the step from this version to the next one. */
    Upcasters add(String unversioned, int fromVersion, UnaryOperator<ObjectNode> step) {
        if (steps.putIfAbsent(key(unversioned, fromVersion), step) != null) {
            throw new IllegalArgumentException("two upcasters for " + unversioned + " version " + fromVersion);
        }
        return this;
    }

    /** Takes data from one version up to another; every step on the way must exist. */
    ObjectNode lift(String unversioned, int from, int to, ObjectNode data) throws UnreadableException {
        ObjectNode lifted = data;
        for (int version = from; version < to; version++) {
            UnaryOperator<ObjectNode> step = steps.get(key(unversioned, version));
            if (step == null) {
                throw new UnreadableException("no upcaster for " + unversioned + " version " + version);
            }
            lifted = step.apply(lifted);
        }
        return lifted;
    }

    private static String key(String unversioned, int version) {
        return unversioned + ".v" + version;
    }
}
