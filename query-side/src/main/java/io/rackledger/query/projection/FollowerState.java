package io.rackledger.query.projection;

/** What the follower is doing. */
public enum FollowerState {
    /** Not at work yet. */
    STARTING,
    /** Another instance fills the same database; this one takes over when it ends. */
    STANDBY,
    /** On its way to the records that were the newest when it began. */
    CATCHING_UP,
    /** Behind by no more than what has just come. */
    LIVE,
    /** Rows of another version answer as they are, while those of this one are made beside. */
    REBUILDING,
    /** Something is wrong; it tries again. */
    FAILING,
    /** Stopped on request. */
    STOPPED
}
