package io.rackledger.bmc.client;

import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.ipmi.SessionCommands;
import io.rackledger.bmc.session.CipherSuite;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Logs in to BMCs. Tries suite 17, then 3, and remembers what a BMC takes; never 0. Thread-safe; a second piece of work with the same BMC
 * waits for the first one, so that there is one handshake at a time.
 */
public final class IpmiClient implements AutoCloseable {
    private static final int RESTARTS = 3;

    private final IpmiSocket socket = new IpmiSocket();
    private final Map<InetSocketAddress, Known> known = new ConcurrentHashMap<>();

    /** What is remembered of a BMC. */
    private static final class Known {
        private final Semaphore turn = new Semaphore(1, true);
        private final RoundTrip roundTrip = new RoundTrip();
        private List<CipherSuite> suites = List.of(CipherSuite.SUITE_17, CipherSuite.SUITE_3);
        private boolean nameOnly = true;
    }

    /**
     * An open session at the target's privilege; closing it gives the BMC to the next one. Blocks its (virtual) thread.
     *
     * @param patience for each single step of the login
     */
    public IpmiSession open(IpmiTarget target, Duration patience) throws IpmiException {
        Known bmc = known.computeIfAbsent(target.address(), _ -> new Known());
        await(bmc.turn, target, patience);
        Conversation conversation = new Conversation(socket, target.address(), bmc.roundTrip, bmc.turn::release);
        try {
            Login.capabilities(conversation, target, patience);
            return elevated(logIn(conversation, target, bmc, patience), target, patience);
        } catch (IpmiException | RuntimeException e) {
            conversation.close();
            throw e;
        }
    }

    private static void await(Semaphore turn, IpmiTarget target, Duration patience) throws IpmiException {
        String address =
                target.address().getHostString() + ":" + target.address().getPort();
        try {
            if (!turn.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IpmiException(
                        FailureKind.BUSY,
                        Stage.CAPABILITIES,
                        -1,
                        "BMC " + address + " is in use by other work of ours");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IpmiException(
                    FailureKind.BUSY, Stage.CAPABILITIES, -1, "stopped while waiting for our turn at BMC " + address);
        }
    }

    private static IpmiSession logIn(Conversation conversation, IpmiTarget target, Known bmc, Duration patience)
            throws IpmiException {
        List<IpmiException> refusals = new ArrayList<>();
        for (CipherSuite suite : bmc.suites) {
            try {
                IpmiSession session = logIn(conversation, target, suite, bmc, patience);
                bmc.suites = List.of(suite);
                return session;
            } catch (IpmiException e) {
                if (e.kind() != FailureKind.CIPHER) {
                    throw e;
                }
                refusals.add(e);
            }
        }
        bmc.suites = List.of(CipherSuite.SUITE_17, CipherSuite.SUITE_3);
        throw refusals.getLast();
    }

    /** With one suite: the other way to look the user up once, and a few new beginnings where RAKP 4 was lost. */
    private static IpmiSession logIn(
            Conversation conversation, IpmiTarget target, CipherSuite suite, Known bmc, Duration patience)
            throws IpmiException {
        boolean nameOnly = bmc.nameOnly;
        for (int restarts = 0; ; restarts++) {
            try {
                IpmiSession session = new Login(conversation, target, suite, nameOnly).open(patience);
                bmc.nameOnly = nameOnly;
                return session;
            } catch (IpmiException e) {
                boolean lost = e.kind() == FailureKind.SILENT && e.stage() == Stage.RAKP_4
                        || e.code() == Statuses.INVALID_SESSION;
                boolean otherLookup = e.code() == Statuses.UNKNOWN_USER && nameOnly == bmc.nameOnly;
                if (restarts >= RESTARTS || !(lost || otherLookup)) {
                    throw e;
                }
                nameOnly = otherLookup != nameOnly;
            }
        }
    }

    /**
     * The BMC proved in RAKP 2 that it knows our password, so a wrong code in RAKP 3 is none of the account: it was asked RAKP 1 twice,
     * for its slowness, and holds another random number than the one that reached us first.
     */
    private static boolean isMixedUp(IpmiException e) {
        return e.stage() == Stage.RAKP_4 && e.code() == Statuses.WRONG_CODE;
    }

    private static IpmiSession elevated(IpmiSession session, IpmiTarget target, Duration patience)
            throws IpmiException {
        int wanted = target.privilege().code();
        try {
            int level = session.send(Stage.PRIVILEGE, SessionCommands.setPrivilege(wanted), patience);
            if (level >= wanted) {
                return session;
            }
            throw new IpmiException(
                    FailureKind.PRIVILEGE,
                    Stage.PRIVILEGE,
                    -1,
                    "the BMC gave privilege level " + level + ", not " + wanted);
        } catch (IpmiException e) {
            session.close();
            boolean refused = e.code() == 0x80 || e.code() == 0x81;
            throw refused
                    ? new IpmiException(FailureKind.PRIVILEGE, e.stage(), e.code(), String.valueOf(e.getMessage()))
                    : e;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
