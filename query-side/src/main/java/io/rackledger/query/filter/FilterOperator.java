package io.rackledger.query.filter;

import java.util.List;

/** Operators of the grammar; longer signs are tried first. */
enum FilterOperator {
    NONE_OF("!:"),
    NOT_CONTAINS("!~"),
    ANY_OF(":"),
    CONTAINS("~"),
    LONGER_THAN(">"),
    SHORTER_THAN("<");

    private final String sign;

    FilterOperator(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    /** Those that a field of this kind takes. */
    static List<FilterOperator> of(FieldKind kind) {
        return switch (kind) {
            case WORD -> List.of(ANY_OF, NONE_OF, CONTAINS, NOT_CONTAINS);
            case FLAG -> List.of(ANY_OF);
            case AGE -> List.of(LONGER_THAN, SHORTER_THAN);
        };
    }
}
