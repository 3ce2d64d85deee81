package io.rackledger.query.document;

import io.rackledger.core.node.ProvisionState;
import java.util.Locale;

/** Names of enumerated values in JSON: Ironic's for states, lower case with '-' for the rest. */
public final class Wire {
    private Wire() {}

    /** {@code NO_SCHEDULING} as {@code no-scheduling}; a state as Ironic writes it: {@code wait call-back}. */
    public static String of(Enum<?> value) {
        return value instanceof ProvisionState state
                ? state.wireName()
                : value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
