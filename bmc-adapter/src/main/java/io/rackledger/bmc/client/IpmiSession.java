package io.rackledger.bmc.client;

import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.ipmi.IpmiCommand;
import io.rackledger.bmc.ipmi.SessionCommands;
import io.rackledger.bmc.rmcp.BadPacketException;
import io.rackledger.bmc.rmcp.LanMessage;
import io.rackledger.bmc.rmcp.Packet;
import io.rackledger.bmc.rmcp.PayloadType;
import io.rackledger.bmc.session.CipherSuite;
import io.rackledger.bmc.session.SequenceWindow;
import io.rackledger.bmc.session.SessionKeys;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open session with a BMC. One command at a time; not thread-safe. */
public final class IpmiSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IpmiSession.class);
    private static final Duration TO_CLOSE = Duration.ofSeconds(1);

    private final Conversation bmc;
    private final CipherSuite suite;
    private final int consoleId;
    private final int bmcId;
    private final SessionKeys keys;
    private final SequenceWindow window = new SequenceWindow();
    private int sequence;
    private int number;
    private boolean lost;

    IpmiSession(Conversation bmc, CipherSuite suite, int consoleId, int bmcId, SessionKeys keys) {
        this.bmc = bmc;
        this.suite = suite;
        this.consoleId = consoleId;
        this.bmcId = bmcId;
        this.keys = keys;
    }

    /** The suite that was agreed on. */
    public CipherSuite suite() {
        return suite;
    }

    /**
     * The BMC's answer.
     *
     * @throws IpmiException by kind; SILENT where it did not answer: then the session must be held for gone, and a command that must
     *     not be repeated may have been carried out
     */
    public <T> T send(IpmiCommand<T> command, Duration patience) throws IpmiException {
        return send(Stage.COMMAND, command, patience);
    }

    <T> T send(Stage stage, IpmiCommand<T> command, Duration patience) throws IpmiException {
        number = number + 1 & 0x3f;
        LanMessage request = new LanMessage(command.netFn(), 0, number, command.command(), command.data());
        byte[] message = request.encode();
        // A repeat bears the same number of the message, by which the BMC knows it, and a new one of the session.
        Question<LanMessage> question = new Question<>(
                stage,
                command.repeat() == IpmiCommand.Repeat.HARMLESS ? Question.AS_OFTEN_AS_TIME_ALLOWS : 1,
                () -> keys.seal(PayloadType.IPMI, bmcId, ++sequence, message),
                packet -> hear(packet, request));
        LanMessage response;
        try {
            response = bmc.ask(question, patience);
        } catch (IpmiException e) {
            lost = lost || e.kind() == FailureKind.SILENT || e.kind() == FailureKind.UNREACHABLE;
            throw e;
        }
        if (response.completion() != 0) {
            throw Statuses.ofCommand(stage, command.name(), response.completion(), bmc.authority());
        }
        try {
            return command.reader().read(response.body());
        } catch (BadPacketException e) {
            throw new IpmiException(
                    FailureKind.CORRUPT,
                    stage,
                    -1,
                    "BMC " + bmc.authority() + " answered " + command.name() + " with " + e.getMessage());
        }
    }

    private Optional<LanMessage> hear(Packet packet, LanMessage request) throws BadPacketException {
        if (!(packet instanceof Packet.Plus plus) || plus.session() != consoleId || plus.type() != PayloadType.IPMI) {
            return Optional.empty();
        }
        LanMessage message = LanMessage.decode(keys.open(plus));
        if (!window.take(plus.sequence()) || !message.answers(request)) {
            return Optional.empty();
        }
        return Optional.of(message);
    }

    /** Ends the session where the BMC can still be asked to; its answer is not worth waiting for. */
    @Override
    public void close() {
        try {
            if (!lost) {
                send(Stage.CLOSE, SessionCommands.close(bmcId), TO_CLOSE);
            }
        } catch (IpmiException e) {
            LOG.debug("a session was not closed in order: {}", e.getMessage());
        } finally {
            bmc.close();
        }
    }
}
