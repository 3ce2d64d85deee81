package io.rackledger.eventlog.codec;

/** Reads one value in the form that we write ourselves. */
@FunctionalInterface
interface PlainShape {
    /** @throws NotPlainException where anything is unusual, {@link IllegalArgumentException} where a value refuses its text */
    Object read(PlainBytes json);
}
