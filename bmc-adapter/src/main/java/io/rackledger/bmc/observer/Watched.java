package io.rackledger.bmc.observer;

import io.rackledger.core.identity.NodeId;
import java.time.Instant;

/** What the observer remembers of one node. Used by one look at a time, and by the observer's thread between looks. */
final class Watched {
    private static final long UNTRIED = -1;

    final NodeId node;
    private Instant due;
    private Instant rested = Instant.MIN;
    private int failures;
    private boolean looking;
    private boolean identityChecked;
    private long refused = UNTRIED;

    Watched(NodeId node, Instant due) {
        this.node = node;
        this.due = due;
    }

    synchronized Instant due() {
        return due;
    }

    synchronized boolean isDue(Instant now) {
        return !looking && !now.isBefore(due);
    }

    /** Whether it may be looked at though it is not due. */
    synchronized boolean isRested(Instant now) {
        return !looking && !now.isBefore(rested);
    }

    synchronized void begin() {
        looking = true;
    }

    /**
     * @param next when it is due again
     * @param rest until when it is left alone whatever is said of it
     */
    synchronized void end(Instant next, Instant rest) {
        looking = false;
        due = next;
        rested = rest;
    }

    /** Looks in a row that have failed, this one included. */
    synchronized int fail() {
        identityChecked = false;
        return ++failures;
    }

    synchronized void succeed() {
        failures = 0;
    }

    /** Whether the BMC has told which machine it belongs to since it answers. */
    synchronized boolean isIdentityChecked() {
        return identityChecked;
    }

    synchronized void identityChecked() {
        identityChecked = true;
    }

    /** Whether the account of this version was refused. One that was refused before this process began is taken for the present one. */
    synchronized boolean isRefused(long version) {
        refused = refused == UNTRIED ? version : refused;
        return refused == version;
    }

    synchronized void refused(long version) {
        refused = version;
    }
}
