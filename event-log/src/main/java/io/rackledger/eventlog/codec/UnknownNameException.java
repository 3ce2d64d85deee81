package io.rackledger.eventlog.codec;

/** A name that is not in a closed list of the wire as this version knows it. */
final class UnknownNameException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnknownNameException(String list, String name) {
        super(list + " '" + name + "' is not known");
    }
}
