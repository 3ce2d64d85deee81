package io.rackledger.bmc.client;

import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.ipmi.SessionCommands;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.CipherSuite;
import io.rackledger.bmc.session.Privilege;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs in to BMCs. Tries suite 17, then 3, and remembers what a BMC takes; never 0. Thread-safe; a second piece of work with the same BMC
 * waits for the first one, so that there is one handshake at a time.
 */
public final class IpmiClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IpmiClient.class);
    private static final int RESTARTS = 3;
    /** A BMC that was asked a second time before it had answered is given as much time, and asked once. */
    private static final Duration AFTER_A_MIX_UP = Duration.ofSeconds(8);

    private final IpmiSocket socket = new IpmiSocket();
    private final Map<InetSocketAddress, Known> known = new ConcurrentHashMap<>();
    private final Duration slow;

    public IpmiClient() {
        this(RoundTrip.SLOW);
    }

    /** @param slow from which time for an answer on a BMC counts as slow */
    IpmiClient(Duration slow) {
        this.slow = slow;
    }

    /** One login with a BMC that is under way. */
    private record Attempt(Conversation conversation, IpmiTarget target, Known bmc, Duration patience) {}

    /**
     * An open session at the target's privilege; closing it gives the BMC to the next one. Blocks its (virtual) thread.
     *
     * @param patience for each single step of the login
     */
    public IpmiSession open(IpmiTarget target, Duration patience) throws IpmiException {
        Known bmc = known.computeIfAbsent(target.address(), _ -> new Known(slow));
        await(bmc, target, patience);
        Conversation conversation = new Conversation(socket, target.address(), bmc.roundTrip, bmc.turn::release);
        try {
            Login.capabilities(conversation, target, patience);
            return privileged(new Attempt(conversation, target, bmc, patience));
        } catch (IpmiException | RuntimeException e) {
            conversation.close();
            throw e;
        }
    }

    private static void await(Known bmc, IpmiTarget target, Duration patience) throws IpmiException {
        try {
            if (!bmc.turn.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IpmiException(
                        FailureKind.BUSY,
                        Stage.CAPABILITIES,
                        -1,
                        "BMC " + target.authority() + " is in use by other work of ours");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IpmiException(
                    FailureKind.BUSY,
                    Stage.CAPABILITIES,
                    -1,
                    "stopped while waiting for our turn at BMC " + target.authority());
        }
    }

    /** At the highest level that the account has, down to the one that is enough. */
    private static IpmiSession privileged(Attempt login) throws IpmiException {
        List<IpmiException> refusals = new ArrayList<>();
        for (Privilege level : login.target().levels()) {
            try {
                return elevated(logIn(login, level), level, login.patience());
            } catch (IpmiException e) {
                if (e.kind() != FailureKind.PRIVILEGE) {
                    throw e;
                }
                refusals.add(e);
            }
        }
        throw refusals.getFirst();
    }

    private static IpmiSession logIn(Attempt login, Privilege level) throws IpmiException {
        List<IpmiException> refusals = new ArrayList<>();
        boolean remembered = !login.bmc().suites.equals(Known.SUITES);
        Optional<IpmiSession> session = anySuite(login, level, refusals);
        if (session.isEmpty() && remembered) {
            LOG.info(
                    "BMC {} refuses the cipher suite that it took before; asking for the others",
                    login.target().authority());
            login.bmc().suites = Known.SUITES;
            session = anySuite(login, level, refusals);
        }
        if (session.isEmpty() && login.bmc().namesPrivilege && refusals.stream().anyMatch(Statuses::isOfRole)) {
            // Some firmware knows no other wish than "the highest level that there is".
            login.bmc().namesPrivilege = false;
            session = anySuite(login, level, refusals);
            login.bmc().namesPrivilege = session.isEmpty();
        }
        if (session.isEmpty()) {
            login.bmc().suites = Known.SUITES;
            throw refusals.getFirst();
        }
        return session.get();
    }

    private static Optional<IpmiSession> anySuite(Attempt login, Privilege level, List<IpmiException> refusals)
            throws IpmiException {
        for (CipherSuite suite : login.bmc().suites) {
            try {
                IpmiSession session = logIn(login, level, suite);
                login.bmc().suites = List.of(suite);
                return Optional.of(session);
            } catch (IpmiException e) {
                if (e.kind() != FailureKind.CIPHER) {
                    throw e;
                }
                refusals.add(e);
            }
        }
        return Optional.empty();
    }

    /**
     * With one suite: the other way to look the user up once, without the BMC key once, and a few new beginnings where RAKP 4 was lost.
     */
    private static IpmiSession logIn(Attempt login, Privilege level, CipherSuite suite) throws IpmiException {
        Known bmc = login.bmc();
        boolean nameOnly = bmc.nameOnly;
        Account account = login.target().account();
        Optional<IpmiException> keyRefused = Optional.empty();
        Duration pause = Duration.ZERO;
        for (int restarts = 0; ; restarts++) {
            try {
                Login.Way way = new Login.Way(account, level, suite, nameOnly, bmc.namesPrivilege, pause);
                IpmiSession session = new Login(login.conversation(), way).open(bmc, login.patience());
                bmc.nameOnly = nameOnly;
                return session;
            } catch (IpmiException e) {
                boolean otherLookup = e.code() == Statuses.UNKNOWN_USER && nameOnly == bmc.nameOnly;
                boolean withoutKey = e.kind() == FailureKind.KG && account.kg().isPresent();
                if (restarts >= RESTARTS || !(otherLookup || withoutKey || isLost(e) || isMixedUp(e))) {
                    throw e.kind() == FailureKind.KG ? keyRefused.orElse(e) : e;
                }
                nameOnly = otherLookup != nameOnly;
                pause = isMixedUp(e) ? AFTER_A_MIX_UP : pause;
                account = withoutKey ? account.withoutKg() : account;
                keyRefused = withoutKey ? Optional.of(e) : keyRefused;
            }
        }
    }

    /** The BMC holds this login for done, or for unknown: it answers no RAKP 3 of it any more. */
    private static boolean isLost(IpmiException e) {
        boolean unanswered = e.kind() == FailureKind.SILENT || e.kind() == FailureKind.SLOW;
        return unanswered && e.stage() == Stage.RAKP_4 || e.code() == Statuses.INVALID_SESSION;
    }

    /**
     * The BMC proved in RAKP 2 that it knows our password, so a wrong code in RAKP 3 is none of the account: it was asked RAKP 1 twice,
     * for its slowness, and holds another random number than the one that reached us first.
     */
    private static boolean isMixedUp(IpmiException e) {
        return e.stage() == Stage.RAKP_4 && e.code() == Statuses.WRONG_CODE;
    }

    private static IpmiSession elevated(IpmiSession session, Privilege wanted, Duration patience) throws IpmiException {
        try {
            int level = session.send(Stage.PRIVILEGE, SessionCommands.setPrivilege(wanted.code()), patience);
            if (level >= wanted.code()) {
                return session;
            }
            throw new IpmiException(
                    FailureKind.PRIVILEGE,
                    Stage.PRIVILEGE,
                    -1,
                    "BMC " + session.authority() + " gave privilege level " + level + ", not " + wanted);
        } catch (IpmiException e) {
            session.end();
            throw Statuses.isOfPrivilege(e)
                    ? new IpmiException(FailureKind.PRIVILEGE, e.stage(), e.code(), String.valueOf(e.getMessage()))
                    : e;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
