package io.rackledger.query.control;

/** How a rebuild stands. */
public enum RebuildState {
    /** The schema beside is being filled; a restart of the program goes on with it. */
    FILLING,
    /** It is live. */
    DONE,
    /** Given up on request. */
    CANCELLED
}
