package io.rackledger.bmc.simulated;

import io.rackledger.bmc.ipmi.NetFn;
import io.rackledger.bmc.rmcp.BadPacketException;
import io.rackledger.bmc.rmcp.LanMessage;
import io.rackledger.bmc.rmcp.Packet;
import io.rackledger.bmc.rmcp.Packet.Plus;
import io.rackledger.bmc.rmcp.PayloadType;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.CipherSuite;
import io.rackledger.bmc.session.Handshake;
import io.rackledger.bmc.session.SessionKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A simulated BMC's side of the protocol: packets in, packets out. Called on one thread. */
final class IpmiService {
    private static final int NO_RESOURCES = 0x01;
    private static final int NO_SUITE = 0x11;
    private static final int MOST_SESSIONS = 15;
    private static final int CLOSE_SESSION = 0x3c;
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final Account account;
    private final IpmiCommands commands;
    private final Clock clock;
    private final SplittableRandom random;
    private final byte[] guid;
    private volatile IpmiFault fault = new IpmiFault.None();
    private final Map<Integer, IpmiServerSession> sessions = new HashMap<>();

    IpmiService(Account account, SimulatedPower power, Clock clock, SplittableRandom random) {
        this.account = account;
        this.clock = clock;
        this.random = random;
        this.guid = block();
        SimulatedSel sel = new SimulatedSel(clock);
        power.listen(sel);
        this.commands = new IpmiCommands(power, guid, sel);
    }

    IpmiFault fault() {
        return fault;
    }

    void misbehave(IpmiFault how) {
        fault = how;
    }

    Optional<Packet> answer(Packet asked) throws BadPacketException {
        return switch (asked) {
            case Packet.Presence(var pong, var tag, var _) ->
                pong ? Optional.empty() : Optional.of(new Packet.Presence(true, tag, true));
            case Packet.Sessionless(var message) -> Optional.of(new Packet.Sessionless(toStranger(message)));
            case Plus plus -> answer(plus);
        };
    }

    private byte[] toStranger(byte[] message) throws BadPacketException {
        LanMessage request = LanMessage.decode(message);
        return request.response(commands.answerStranger(request, fault)).encode();
    }

    private Optional<Packet> answer(Plus plus) throws BadPacketException {
        if (fault instanceof IpmiFault.OnlyOldIpmi) {
            return Optional.empty();
        }
        return switch (plus.type()) {
            case OPEN_SESSION_REQUEST ->
                clear(
                        PayloadType.OPEN_SESSION_RESPONSE,
                        Optional.of(open(Handshake.Reader.openRequest(plus.payload()))));
            case RAKP_1 -> clear(PayloadType.RAKP_2, rakp2(Handshake.Reader.rakp1(plus.payload())));
            case RAKP_3 -> clear(PayloadType.RAKP_4, rakp4(Handshake.Reader.rakp3(plus.payload())));
            case IPMI ->
                plus.session() == 0
                        ? Optional.of(Plus.clear(PayloadType.IPMI, toStranger(plus.payload())))
                        : command(plus);
            case SOL, OPEN_SESSION_RESPONSE, RAKP_2, RAKP_4 -> Optional.empty();
        };
    }

    private static Optional<Packet> clear(PayloadType type, Optional<? extends Handshake> answer) {
        return answer.map(told -> Plus.clear(type, told.encode()));
    }

    private Handshake open(Handshake.OpenRequest asked) {
        if (fault instanceof IpmiFault.NoSessions(int logins) && logins > 0) {
            misbehave(logins > 1 ? new IpmiFault.NoSessions(logins - 1) : new IpmiFault.None());
            return refused(asked, NO_RESOURCES);
        }
        if (asked.suite().isEmpty() || !takes(asked.suite().get())) {
            return refused(asked, NO_SUITE);
        }
        Instant now = clock.instant();
        sessions.values().removeIf(session -> session.isIdleSince(now.minus(IDLE)));
        if (sessions.size() >= MOST_SESSIONS) {
            return refused(asked, NO_RESOURCES);
        }
        int privilege = asked.privilege() == 0 ? 4 : asked.privilege();
        int id = 1 + random.nextInt(Integer.MAX_VALUE - 1);
        sessions.put(
                id,
                new IpmiServerSession(
                        id, asked.consoleId(), privilege, asked.suite().get(), now));
        return new Handshake.OpenResponse(asked.tag(), 0, privilege, asked.consoleId(), id, asked.algorithms());
    }

    private boolean takes(CipherSuite suite) {
        return !(fault instanceof IpmiFault.OnlySuite(var only)) || only == suite;
    }

    private static Handshake refused(Handshake.OpenRequest asked, int status) {
        return new Handshake.OpenResponse(asked.tag(), status, 0, asked.consoleId(), 0, new byte[0]);
    }

    private Optional<Handshake> rakp2(Handshake.Rakp1 asked) {
        return Optional.ofNullable(sessions.get(asked.bmcId()))
                .map(session -> session.answer(asked, account, block(), guid, fault));
    }

    private Optional<Handshake> rakp4(Handshake.Rakp3 asked) {
        Optional<Handshake> answer =
                Optional.ofNullable(sessions.get(asked.bmcId())).flatMap(session -> session.answer(asked));
        if (answer.isPresent() && fault instanceof IpmiFault.LosesRakp4(int times) && times > 0) {
            misbehave(times > 1 ? new IpmiFault.LosesRakp4(times - 1) : new IpmiFault.None());
            return Optional.empty();
        }
        return answer;
    }

    private Optional<Packet> command(Plus plus) throws BadPacketException {
        IpmiServerSession session = sessions.get(plus.session());
        if (session == null || session.keys().isEmpty()) {
            return Optional.empty();
        }
        SessionKeys keys = session.keys().get();
        LanMessage request = LanMessage.decode(keys.open(plus));
        if (!session.window.take(plus.sequence())) {
            return Optional.empty();
        }
        session.heard(clock.instant());
        if (fault instanceof IpmiFault.ForgetsSession(int most) && session.countCommand() > most) {
            sessions.remove(session.id);
            return Optional.empty();
        }
        byte[] content = content(request, session);
        if (request.netFn() == NetFn.APP && request.command() == CLOSE_SESSION) {
            sessions.remove(session.id);
        }
        Plus sealed = keys.seal(
                PayloadType.IPMI,
                session.consoleId,
                session.nextSequence(),
                request.response(content).encode());
        return Optional.of(fault instanceof IpmiFault.BadCodes ? spoilt(sealed) : sealed);
    }

    private byte[] content(LanMessage request, IpmiServerSession session) {
        boolean ofSession = request.netFn() == NetFn.APP && request.command() != 0x01;
        if (!ofSession && fault instanceof IpmiFault.Answers(int code, int left) && left > 0) {
            misbehave(left > 1 ? new IpmiFault.Answers(code, left - 1) : new IpmiFault.None());
            return new byte[] {(byte) code};
        }
        return commands.answer(request, session, fault);
    }

    private static Plus spoilt(Plus sealed) {
        byte[] code = sealed.code().clone();
        code[0] ^= 1;
        return new Plus(
                sealed.type(),
                true,
                true,
                sealed.session(),
                sealed.sequence(),
                sealed.payload(),
                sealed.signed(),
                code);
    }

    private byte[] block() {
        byte[] block = new byte[Handshake.BLOCK];
        random.nextBytes(block);
        return block;
    }
}
