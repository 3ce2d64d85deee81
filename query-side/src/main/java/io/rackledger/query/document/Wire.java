package io.rackledger.query.document;

import io.rackledger.core.node.ProvisionState;
import java.util.Arrays;
import java.util.Locale;

/** Names of enumerated values in JSON: Ironic's for states, lower case with '-' for the rest. */
public final class Wire {
    /** By ordinal: a row holds a dozen of them. */
    private static final ClassValue<String[]> NAMES = new ClassValue<>() {
        @Override
        protected String[] computeValue(Class<?> type) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> name((Enum<?>) constant))
                    .toArray(String[]::new);
        }
    };

    private Wire() {}

    /** {@code NO_SCHEDULING} as {@code no-scheduling}; a state as Ironic writes it: {@code wait call-back}. */
    public static String of(Enum<?> value) {
        return NAMES.get(value.getDeclaringClass())[value.ordinal()];
    }

    private static String name(Enum<?> value) {
        return value instanceof ProvisionState state
                ? state.wireName()
                : value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
