package io.rackledger.command.simulation;

/** What a run has come across; the simulation shows that it does what it is for. */
enum Stat {
    CRASH,
    FREEZE,
    FOLLOWER_STARTED_OVER,
    VOID_RECORD,
    OUTCOME_UNKNOWN,
    LATE_RECORD,
    REPEATED,
    REFUSED,
    UNCHANGED,
    DONE,
    EXPIRED,
    REMINDED,
    SIGNAL_LOST,
    SIGNAL_DOUBLED,
    SIGNAL_LATE,
    LOG_AWAY,
    LOG_REFUSES,
    CUT,
    CLOCK_MOVED,
    CLAIM_REFUSED,
    RESERVATION_VOIDED,
    EFFECT,
    DELETED,
    DUPLICATE_REFUSED
}
