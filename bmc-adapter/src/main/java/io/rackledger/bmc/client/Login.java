package io.rackledger.bmc.client;

import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.ipmi.AuthCapabilities;
import io.rackledger.bmc.rmcp.BadPacketException;
import io.rackledger.bmc.rmcp.LanMessage;
import io.rackledger.bmc.rmcp.Packet;
import io.rackledger.bmc.rmcp.PayloadType;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.CipherSuite;
import io.rackledger.bmc.session.Handshake;
import io.rackledger.bmc.session.Handshake.OpenResponse;
import io.rackledger.bmc.session.Handshake.Rakp2;
import io.rackledger.bmc.session.Handshake.Rakp4;
import io.rackledger.bmc.session.KeyExchange;
import io.rackledger.bmc.session.Privilege;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** One try to log in with one suite and one way of looking up the user: Open Session, RAKP 1 to 4 (IPMI 2.0, 13.15). */
final class Login {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** A BMC forgets a session that its RAKP 4 has sealed only for us to lose it: the same RAKP 3 again finds nothing. */
    private static final int MOST_RAKP_3 = 2;

    /** In Open Session: the highest level that the suite and the channel give. */
    private static final int HIGHEST_THERE_IS = 0;

    private final Conversation bmc;
    private final Way way;
    private final Account account;
    private final CipherSuite suite;
    private final int role;
    private final int consoleId = nonZero();

    /**
     * How it is tried.
     *
     * @param nameOnly whether the user is to be looked up by name alone, not by name and privilege
     * @param namesPrivilege whether Open Session names the level, and not "the highest there is"
     * @param pause shortest time before a question is sent again
     */
    record Way(
            Account account,
            Privilege level,
            CipherSuite suite,
            boolean nameOnly,
            boolean namesPrivilege,
            Duration pause) {}

    Login(Conversation bmc, Way way) {
        this.bmc = bmc;
        this.way = way;
        this.account = way.account();
        this.suite = way.suite();
        this.role = way.level().code() | (way.nameOnly() ? Handshake.NAME_ONLY : 0);
    }

    private static int nonZero() {
        int id = RANDOM.nextInt();
        return id == 0 ? 1 : id;
    }

    /** What it speaks, asked outside of any session. Fails as NOT_IPMI where that is not IPMI 2.0. */
    static AuthCapabilities capabilities(Conversation bmc, IpmiTarget target, Duration patience) throws IpmiException {
        var command = AuthCapabilities.get(target.privilege().code());
        LanMessage request = new LanMessage(command.netFn(), 0, RANDOM.nextInt(64), command.command(), command.data());
        LanMessage response = bmc.ask(
                new Question<>(
                        Stage.CAPABILITIES,
                        Question.AS_OFTEN_AS_TIME_ALLOWS,
                        () -> new Packet.Sessionless(request.encode()),
                        packet -> answer(packet, request)),
                patience);
        if (response.completion() != 0) {
            throw Statuses.ofCommand(Stage.CAPABILITIES, command.name(), response.completion(), bmc.authority());
        }
        AuthCapabilities told;
        try {
            told = command.reader().read(response.body());
        } catch (BadPacketException e) {
            throw corrupt(Stage.CAPABILITIES, bmc, String.valueOf(e.getMessage()));
        }
        if (!told.ipmi20()) {
            throw new IpmiException(
                    FailureKind.NOT_IPMI,
                    Stage.CAPABILITIES,
                    -1,
                    "BMC " + bmc.authority() + " speaks IPMI 1.5 only; switch IPMI 2.0 on, or use its Redfish service");
        }
        return told;
    }

    private static Optional<LanMessage> answer(Packet packet, LanMessage request) throws BadPacketException {
        if (!(packet instanceof Packet.Sessionless(var bytes))) {
            return Optional.empty();
        }
        LanMessage message = LanMessage.decode(bytes);
        return message.answers(request) ? Optional.of(message) : Optional.empty();
    }

    private static IpmiException corrupt(Stage stage, Conversation bmc, String why) {
        return new IpmiException(FailureKind.CORRUPT, stage, -1, "BMC " + bmc.authority() + " answered with " + why);
    }

    /** The open session; each step within the patience. */
    IpmiSession open(Known known, Duration patience) throws IpmiException {
        OpenResponse opened = openSession(patience);
        byte[] random = random();
        KeyExchange exchange = rakp2(opened.bmcId(), random, patience);
        rakp4(exchange, patience);
        return new IpmiSession(bmc, suite, consoleId, opened.bmcId(), exchange.keys(), known.window(), known::skips);
    }

    private OpenResponse openSession(Duration patience) throws IpmiException {
        int level = way.namesPrivilege() ? way.level().code() : HIGHEST_THERE_IS;
        Handshake request = Handshake.OpenRequest.of(tag(), level, consoleId, suite);
        OpenResponse response = bmc.ask(
                question(
                        Stage.OPEN_SESSION,
                        Question.AS_OFTEN_AS_TIME_ALLOWS,
                        PayloadType.OPEN_SESSION_REQUEST,
                        request,
                        PayloadType.OPEN_SESSION_RESPONSE,
                        Handshake.Reader::openResponse,
                        told -> isMine(told, request)),
                patience);
        if (response.status() != 0) {
            throw Statuses.ofLogin(Stage.OPEN_SESSION, response.status(), bmc.authority());
        }
        return response;
    }

    /** A good answer names our id; a refusal may name nothing but the tag. */
    private boolean isMine(OpenResponse response, Handshake request) {
        return response.status() == 0
                ? response.consoleId() == consoleId && response.bmcId() != 0
                : response.tag() == request.tag();
    }

    private KeyExchange rakp2(int bmcId, byte[] random, Duration patience) throws IpmiException {
        Handshake request = new Handshake.Rakp1(tag(), bmcId, random, role, account.user());
        // Matched by our session id: some BMCs answer with tag 0.
        Rakp2 response = bmc.ask(
                question(
                        Stage.RAKP_2,
                        Question.AS_OFTEN_AS_TIME_ALLOWS,
                        PayloadType.RAKP_1,
                        request,
                        PayloadType.RAKP_2,
                        Handshake.Reader::rakp2,
                        told -> told.status() != 0 || told.consoleId() == consoleId),
                patience);
        if (response.status() != 0) {
            throw Statuses.ofLogin(Stage.RAKP_2, response.status(), bmc.authority());
        }
        KeyExchange exchange =
                new KeyExchange(suite, account, role, consoleId, bmcId, random, response.random(), response.guid());
        if (response.code().length < suite.hashLength()) {
            throw corrupt(Stage.RAKP_2, bmc, "a RAKP 2 code of " + response.code().length + " bytes");
        }
        if (!KeyExchange.matches(exchange.rakp2Code(), response.code())) {
            throw new IpmiException(
                    FailureKind.AUTH,
                    Stage.RAKP_2,
                    -1,
                    "BMC " + bmc.authority() + " knows another password for this user (its RAKP 2 code differs)");
        }
        return exchange;
    }

    private void rakp4(KeyExchange exchange, Duration patience) throws IpmiException {
        Handshake request = new Handshake.Rakp3(tag(), 0, exchange.bmcId(), exchange.rakp3Code());
        Rakp4 response = bmc.ask(
                question(
                        Stage.RAKP_4,
                        MOST_RAKP_3,
                        PayloadType.RAKP_3,
                        request,
                        PayloadType.RAKP_4,
                        Handshake.Reader::rakp4,
                        told -> told.status() != 0 || told.consoleId() == consoleId),
                patience);
        if (response.status() != 0) {
            throw Statuses.ofLogin(Stage.RAKP_4, response.status(), bmc.authority());
        }
        if (response.code().length < KeyExchange.SHORTEST_CODE) {
            throw corrupt(Stage.RAKP_4, bmc, "a RAKP 4 code of " + response.code().length + " bytes");
        }
        if (!exchange.provesKeys(response.code())) {
            throw new IpmiException(
                    FailureKind.KG,
                    Stage.RAKP_4,
                    -1,
                    "BMC " + bmc.authority() + " has another BMC key (K_g) than the one of this account"
                            + (account.kg().isPresent() ? "" : ", which has none"));
        }
    }

    /** Reads the answer of a login's step. */
    private interface Reader<T> {
        T read(byte[] payload) throws BadPacketException;
    }

    private <T> Question<T> question(
            Stage stage,
            int mostSendings,
            PayloadType asked,
            Handshake request,
            PayloadType answered,
            Reader<T> reader,
            Predicate<T> mine) {
        Packet packet = Packet.Plus.clear(asked, request.encode());
        return new Question<>(
                stage,
                mostSendings,
                way.pause(),
                () -> packet,
                heard -> heard instanceof Packet.Plus plus && plus.type() == answered && plus.session() == 0
                        ? Optional.of(reader.read(plus.payload())).filter(mine)
                        : Optional.empty());
    }

    private static int tag() {
        return RANDOM.nextInt(256);
    }

    private static byte[] random() {
        byte[] random = new byte[Handshake.BLOCK];
        RANDOM.nextBytes(random);
        return random;
    }
}
