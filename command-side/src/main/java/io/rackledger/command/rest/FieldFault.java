package io.rackledger.command.rest;

import java.util.function.Supplier;

/** A value of a request that cannot be used: 400 with the field at fault and what would be accepted. */
final class FieldFault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String REMEDY_MARK = "; use ";

    private final String field;
    private final String remedy;

    FieldFault(String field, String detail, String remedy) {
        super(detail);
        this.field = field;
        this.remedy = remedy;
    }

    /** Parses a value of a field; the domain's own words become detail and remedy. */
    static <T> T parse(String field, Supplier<T> parser) {
        try {
            return parser.get();
        } catch (IllegalArgumentException e) {
            throw ofMessage(field, String.valueOf(e.getMessage()));
        }
    }

    /** A value that must be there. */
    static String require(String field, String value) {
        if (value.isBlank()) {
            throw new FieldFault(field, field + " is missing", "give " + field);
        }
        return value;
    }

    private static FieldFault ofMessage(String field, String message) {
        int mark = message.indexOf(REMEDY_MARK);
        return mark < 0
                ? new FieldFault(field, message, "correct " + field)
                : new FieldFault(
                        field, message.substring(0, mark), "use " + message.substring(mark + REMEDY_MARK.length()));
    }

    String field() {
        return field;
    }

    String remedy() {
        return remedy;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
