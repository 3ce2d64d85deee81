package io.rackledger.bmc.client;

import io.rackledger.bmc.session.CipherSuite;
import io.rackledger.bmc.session.SequenceWindow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * What is remembered of one BMC, so that its peculiarities are met once and not at each login. Who holds the turn changes it; the rest is
 * told by the socket's thread.
 */
final class Known {
    /** Strongest first. Never 0. */
    static final List<CipherSuite> SUITES = List.of(CipherSuite.SUITE_17, CipherSuite.SUITE_3);

    /** Whose turn it is: one handshake, and one command, at a time. */
    final Semaphore turn = new Semaphore(1, true);

    final RoundTrip roundTrip;
    List<CipherSuite> suites = SUITES;
    /** Users are looked up by name alone, not by name and privilege. */
    boolean nameOnly = true;
    /** Open Session names the privilege that is wanted, not "the highest there is". */
    boolean namesPrivilege = true;

    private volatile boolean skipping;

    /** @param slow from which time for an answer on it counts as slow */
    Known(Duration slow) {
        roundTrip = new RoundTrip(slow);
    }

    /** It skips numbers of its packets: the next session gets a wider window. */
    void skips() {
        skipping = true;
    }

    SequenceWindow window() {
        return skipping ? SequenceWindow.skipping() : SequenceWindow.standard();
    }
}
