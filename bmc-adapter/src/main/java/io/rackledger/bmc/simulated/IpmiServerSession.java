package io.rackledger.bmc.simulated;

import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.CipherSuite;
import io.rackledger.bmc.session.Handshake;
import io.rackledger.bmc.session.KeyExchange;
import io.rackledger.bmc.session.Privilege;
import io.rackledger.bmc.session.SequenceWindow;
import io.rackledger.bmc.session.SessionKeys;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** One login and what becomes of it, on the BMC's side. Not thread-safe. */
final class IpmiServerSession {
    static final int UNKNOWN_NAME = 0x0d;
    private static final int WRONG_CODE = 0x0f;
    private static final int UNAUTHORIZED_ROLE = 0x0a;
    private static final int LEVEL = 0x0f;
    private static final int BEFORE_SKIP = 3;

    final int id;
    final int consoleId;
    /** UDP port of the BMC, which a serial console is told. */
    final int port;

    final SequenceWindow window = SequenceWindow.standard();
    private final CipherSuite suite;
    private Optional<KeyExchange> exchange = Optional.empty();
    private Optional<SessionKeys> keys = Optional.empty();
    private int sequence;
    private int commands;
    private final int most;
    private int level;
    private Instant lastHeard;

    IpmiServerSession(int id, int consoleId, int privilege, CipherSuite suite, Instant now, int port) {
        this.port = port;
        this.id = id;
        this.consoleId = consoleId;
        this.most = privilege;
        this.level = Math.min(Privilege.USER.code(), privilege);
        this.suite = suite;
        this.lastHeard = now;
    }

    /** The privilege in force: USER at first, whatever the login asked for (IPMI 2.0, 22.18). */
    int privilege() {
        return level;
    }

    /** Sets the privilege in force; 0 leaves it. Returns what is in force, or -1 where the login did not ask for so much. */
    int elevate(int wanted) {
        if (wanted > most) {
            return -1;
        }
        level = wanted == 0 ? level : wanted;
        return level;
    }

    void heard(Instant now) {
        lastHeard = now;
    }

    boolean isIdleSince(Instant moment) {
        return lastHeard.isBefore(moment);
    }

    /** Keys, once the console has proved that it knows the password. */
    Optional<SessionKeys> keys() {
        return keys;
    }

    int nextSequence(IpmiFault fault) {
        if (fault instanceof IpmiFault.SkipsNumbers(int by) && sequence == BEFORE_SKIP) {
            sequence += by;
        }
        return ++sequence;
    }

    /** How many commands it has carried, this one included. */
    int countCommand() {
        return ++commands;
    }

    Handshake answer(Handshake.Rakp1 asked, Account account, byte[] random, byte[] guid, IpmiFault fault) {
        boolean known = Arrays.equals(asked.user(), account.user());
        boolean lookedUp = !(fault instanceof IpmiFault.NameOnly) || (asked.role() & Handshake.NAME_ONLY) != 0;
        int tag = fault instanceof IpmiFault.TagZero ? 0 : asked.tag();
        if (!known || !lookedUp) {
            return new Handshake.Rakp2(tag, UNKNOWN_NAME, consoleId, new byte[0], new byte[0], new byte[0]);
        }
        if (fault instanceof IpmiFault.AtMost(var level) && (asked.role() & LEVEL) > level.code()) {
            return new Handshake.Rakp2(tag, UNAUTHORIZED_ROLE, consoleId, new byte[0], new byte[0], new byte[0]);
        }
        Account keyed = fault instanceof IpmiFault.OtherKey ? account.withKg(new byte[] {1, 2, 3}) : account;
        KeyExchange begun = new KeyExchange(suite, keyed, asked.role(), consoleId, id, asked.random(), random, guid);
        exchange = Optional.of(begun);
        return new Handshake.Rakp2(tag, 0, consoleId, random, guid, begun.rakp2Code());
    }

    /** Empty where nothing of this login is known, as when RAKP 3 comes again. */
    Optional<Handshake> answer(Handshake.Rakp3 asked, IpmiFault fault) {
        Optional<KeyExchange> begun = exchange;
        exchange = Optional.empty();
        if (begun.isEmpty() || asked.status() != 0) {
            return Optional.empty();
        }
        if (!KeyExchange.matches(begun.get().rakp3Code(), asked.code())) {
            return Optional.of(new Handshake.Rakp4(asked.tag(), WRONG_CODE, consoleId, new byte[0]));
        }
        keys = Optional.of(begun.get().keys());
        byte[] code = begun.get().rakp4Code();
        byte[] sent = fault instanceof IpmiFault.CutsRakp4(int length)
                ? Arrays.copyOf(begun.get().wholeRakp4Code(), length)
                : code;
        return Optional.of(new Handshake.Rakp4(asked.tag(), 0, consoleId, sent));
    }
}
