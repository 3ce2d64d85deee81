package io.rackledger.bmc.event;

import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.node.Node;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What is remembered of the subscription at one node's BMC. Thread-safe. */
final class Subscribed {
    /** As it was when its BMC had this address. */
    final Node node;

    final BmcAddress address;
    private Instant due;
    private boolean busy;
    private boolean away;
    private boolean impossible;
    private Optional<String> path = Optional.empty();
    private Optional<Long> refusedAccount = Optional.empty();
    private Optional<FailureKind> failure = Optional.empty();

    Subscribed(Node node, BmcAddress address, Instant due) {
        this.node = node;
        this.address = address;
        this.due = due;
    }

    /**
     * Whether it is to be looked at now, at a BMC that is in order or is not.
     *
     * @param account the version of the node's account; asked for only where one was refused, as it lies in a file
     */
    synchronized boolean isDue(Instant now, boolean faulty, LongSupplier account) {
        if (away && !faulty) {
            // What a BMC had before it was away may be gone.
            due = now;
        }
        away = faulty;
        if (refusedAccount.filter(refused -> refused != account.getAsLong()).isPresent()) {
            refusedAccount = Optional.empty();
            due = now;
        }
        boolean rests = impossible || refusedAccount.isPresent();
        return !busy && !faulty && !rests && !now.isBefore(due);
    }

    synchronized void begin() {
        busy = true;
    }

    synchronized void end(Instant next) {
        busy = false;
        due = next;
    }

    /** By what it is looked at and ended; empty where there is none yet. */
    synchronized Optional<String> path() {
        return path;
    }

    synchronized void isAt(String subscription) {
        path = Optional.of(subscription);
        failure = Optional.empty();
        refusedAccount = Optional.empty();
    }

    /** The BMC has nothing of the kind: it is not asked again at this address. */
    synchronized void isImpossible() {
        impossible = true;
    }

    /** This account may not: it is not shown again until it is another one. */
    synchronized void refused(long account) {
        refusedAccount = Optional.of(account);
    }

    /** Whether this is another failure than the one before. */
    synchronized boolean fails(FailureKind kind) {
        boolean news = failure.filter(kind::equals).isEmpty();
        failure = Optional.of(kind);
        return news;
    }
}
