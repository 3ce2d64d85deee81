package io.rackledger.query.filter;

/** What a field holds, and so which operators it takes. */
enum FieldKind {
    /** Text: {@code :} {@code !:} {@code ~} {@code !~}. */
    WORD,
    /** true or false: {@code :}. */
    FLAG,
    /** A time that has gone by: {@code >} and {@code <} with a duration. */
    AGE
}
