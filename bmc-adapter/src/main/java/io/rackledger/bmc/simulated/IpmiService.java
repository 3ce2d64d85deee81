package io.rackledger.bmc.simulated;

import io.rackledger.bmc.ipmi.NetFn;
import io.rackledger.bmc.rmcp.BadPacketException;
import io.rackledger.bmc.rmcp.LanMessage;
import io.rackledger.bmc.rmcp.Packet;
import io.rackledger.bmc.rmcp.Packet.Plus;
import io.rackledger.bmc.rmcp.PayloadType;
import io.rackledger.bmc.rmcp.SolPacket;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.CipherSuite;
import io.rackledger.bmc.session.Handshake;
import io.rackledger.bmc.session.SessionKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A simulated BMC's side of the protocol: packets in, packets out. Called on one thread. */
final class IpmiService {
    private static final int NO_RESOURCES = 0x01;
    private static final int NO_SUITE = 0x11;
    private static final int INVALID_ROLE = 0x09;
    private static final int MOST_SESSIONS = 15;
    private static final int CLOSE_SESSION = 0x3c;
    private static final int COLD_RESET = 0x02;
    private static final int SET_BOOT = 0x08;

    private final Account account;
    private final IpmiCommands commands;
    private final Clock clock;
    private final SplittableRandom random;
    private final SimulatedSol sol = new SimulatedSol();
    private final Duration idle;
    private int answered;
    private int port;
    private volatile IpmiFault fault = new IpmiFault.None();
    private final Map<Integer, IpmiServerSession> sessions = new HashMap<>();

    /**
     * @param serial the machine's
     * @param idle after which a session is forgotten
     */
    IpmiService(
            Account account, SimulatedPower power, String serial, Duration idle, Clock clock, SplittableRandom random) {
        this.account = account;
        this.clock = clock;
        this.idle = idle;
        this.random = random;
        SimulatedSel sel = new SimulatedSel(clock);
        power.listen(sel);
        this.commands = new IpmiCommands(power, block(), serial, sel, sol, clock);
    }

    SimulatedSol sol() {
        return sol;
    }

    IpmiCommands commands() {
        return commands;
    }

    /** What the machine wrote on its console since, for whoever has it. */
    Optional<Packet> console() {
        IpmiServerSession session = sessions.get(sol.owner());
        return session == null ? Optional.empty() : sol.next().flatMap(packet -> sealed(session, packet));
    }

    /** What tells a session that its console has ended; empty where the session has, too. */
    Optional<Packet> farewell(int id) {
        return Optional.ofNullable(sessions.get(id))
                .flatMap(session -> sealed(session, new SolPacket(0, 0, 0, SolPacket.DEACTIVATING, new byte[0])));
    }

    private Optional<Packet> sealed(IpmiServerSession session, SolPacket packet) {
        return session.keys()
                .map(keys ->
                        keys.seal(PayloadType.SOL, session.consoleId, session.nextSequence(fault), packet.encode()));
    }

    private Optional<Packet> typed(Plus plus) throws BadPacketException {
        Optional<IpmiServerSession> session = Optional.ofNullable(sessions.get(plus.session()));
        if (session.isEmpty() || session.get().keys().isEmpty()) {
            return Optional.empty();
        }
        SolPacket packet = SolPacket.decode(session.get().keys().get().open(plus));
        if (!session.get().window.take(plus.sequence())) {
            return Optional.empty();
        }
        session.get().heard(clock.instant());
        return sol.heard(plus.session(), packet).flatMap(answer -> sealed(session.get(), answer));
    }

    private void forget(int id) {
        sessions.remove(id);
        sol.ended(id);
    }

    /** @param own UDP port on which it listens */
    void listensAt(int own) {
        port = own;
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
            case SOL -> typed(plus);
            case OPEN_SESSION_RESPONSE, RAKP_2, RAKP_4 -> Optional.empty();
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
        if (fault instanceof IpmiFault.RefusesNamedPrivilege && asked.privilege() != 0) {
            return refused(asked, INVALID_ROLE);
        }
        if (asked.suite().isEmpty() || !takes(asked.suite().get())) {
            return refused(asked, NO_SUITE);
        }
        Instant now = clock.instant();
        endIdle(now);
        if (sessions.size() >= MOST_SESSIONS) {
            return refused(asked, NO_RESOURCES);
        }
        int privilege = asked.privilege() == 0 ? 4 : asked.privilege();
        int id = 1 + random.nextInt(Integer.MAX_VALUE - 1);
        sessions.put(
                id,
                new IpmiServerSession(
                        id, asked.consoleId(), privilege, asked.suite().get(), now, port));
        return new Handshake.OpenResponse(asked.tag(), 0, privilege, asked.consoleId(), id, asked.algorithms());
    }

    private void endIdle(Instant now) {
        sessions.values().stream()
                .filter(session -> session.isIdleSince(now.minus(idle)))
                .map(session -> session.id)
                .toList()
                .forEach(this::forget);
    }

    private boolean takes(CipherSuite suite) {
        return switch (fault) {
            case IpmiFault.OnlySuite(var only) -> only == suite;
            case IpmiFault.NoGoodSuite _ -> false;
            default -> true;
        };
    }

    private static Handshake refused(Handshake.OpenRequest asked, int status) {
        return new Handshake.OpenResponse(asked.tag(), status, 0, asked.consoleId(), 0, new byte[0]);
    }

    private Optional<Handshake> rakp2(Handshake.Rakp1 asked) {
        return Optional.ofNullable(sessions.get(asked.bmcId()))
                .map(session -> session.answer(asked, account, block(), commands.guid(), fault));
    }

    private Optional<Handshake> rakp4(Handshake.Rakp3 asked) {
        Optional<Handshake> answer =
                Optional.ofNullable(sessions.get(asked.bmcId())).flatMap(session -> session.answer(asked, fault));
        if (answer.isPresent() && fault instanceof IpmiFault.LosesRakp4(int times) && times > 0) {
            misbehave(times > 1 ? new IpmiFault.LosesRakp4(times - 1) : new IpmiFault.None());
            return Optional.empty();
        }
        return answer;
    }

    private Optional<Packet> command(Plus plus) throws BadPacketException {
        endIdle(clock.instant());
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
            forget(session.id);
            return Optional.empty();
        }
        if (isSilent(request)) {
            return Optional.empty();
        }
        byte[] content = content(request, session);
        if (request.netFn() == NetFn.APP && request.command() == CLOSE_SESSION) {
            forget(session.id);
        }
        if (request.netFn() == NetFn.APP && (request.command() == COLD_RESET || request.command() == COLD_RESET + 1)) {
            List.copyOf(sessions.keySet()).forEach(this::forget);
        }
        Plus sealed = keys.seal(
                PayloadType.IPMI,
                fault instanceof IpmiFault.SessionZero ? 0 : session.consoleId,
                session.nextSequence(fault),
                request.response(content).encode());
        return Optional.of(fault instanceof IpmiFault.BadCodes ? spoilt(sealed) : sealed);
    }

    private boolean isSilent(LanMessage request) {
        boolean ofSession = request.netFn() == NetFn.APP && request.command() != 0x01;
        return switch (fault) {
            case IpmiFault.SilentOnBootOptions _ -> request.netFn() == NetFn.CHASSIS && request.command() == SET_BOOT;
            case IpmiFault.Hangs(int most) -> !ofSession && ++answered > most;
            default -> false;
        };
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
