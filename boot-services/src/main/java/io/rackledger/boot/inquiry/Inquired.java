package io.rackledger.boot.inquiry;

/**
 * What an operator's question leads to.
 *
 * @param <T> the document that was asked for
 */
public sealed interface Inquired<T> {
    /** The document. */
    record Given<T>(T document) implements Inquired<T> {}

    /**
     * No document.
     *
     * @param status as HTTP has it
     * @param code stable, in capitals
     * @param field of the question that is at fault
     * @param detail what is wrong, a sentence
     * @param remedy what would be accepted
     */
    record Refused<T>(int status, String code, String field, String detail, String remedy) implements Inquired<T> {}

    /** The thing is not there. */
    static <T> Inquired<T> absent(String code, String field, String detail, String remedy) {
        return new Refused<>(404, code, field, detail, remedy);
    }

    /** The question is wrong. */
    static <T> Inquired<T> wrong(String code, String field, String detail, String remedy) {
        return new Refused<>(400, code, field, detail, remedy);
    }
}
