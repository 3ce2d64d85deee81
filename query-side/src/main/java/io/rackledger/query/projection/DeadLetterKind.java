package io.rackledger.query.projection;

/** Why a record is a dead letter. */
public enum DeadLetterKind {
    /** Its content is not known to this version. */
    UNREADABLE,
    /** The fold refuses it: it cannot follow what is in the stream. */
    INAPPLICABLE,
    /** A record before it is missing. */
    GAP,
    /** PostgreSQL takes none of its rows. */
    REFUSED,
    /** Nothing is wrong with it, but it comes behind one of its node that is dead. */
    BEHIND
}
