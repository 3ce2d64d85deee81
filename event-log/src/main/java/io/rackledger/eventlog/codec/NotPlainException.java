package io.rackledger.eventlog.codec;

/** There is something unusual here, which the general way must look at. One for all, without a place: it is thrown where speed counts. */
final class NotPlainException extends RuntimeException {
    static final NotPlainException INSTANCE = new NotPlainException();

    private static final long serialVersionUID = 1L;

    private NotPlainException() {
        super("not plain", null, false, false);
    }
}
