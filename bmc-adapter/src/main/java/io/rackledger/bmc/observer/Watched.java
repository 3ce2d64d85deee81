package io.rackledger.bmc.observer;

import io.rackledger.core.identity.NodeId;
import java.time.Instant;

/** What the observer remembers of one node. Used by one look at a time, and by the observer's thread between looks. */
final class Watched {
    private static final long UNTRIED = -1;

    final NodeId node;
    private Instant due;
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

    synchronized void begin() {
        looking = true;
    }

    synchronized void end(Instant next) {
        looking = false;
        due = next;
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
