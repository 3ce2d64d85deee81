package io.rackledger.bmc.client;

import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.ipmi.IpmiCommand;
import io.rackledger.bmc.ipmi.SessionCommands;
import io.rackledger.bmc.rmcp.BadPacketException;
import io.rackledger.bmc.rmcp.LanMessage;
import io.rackledger.bmc.rmcp.Packet;
import io.rackledger.bmc.rmcp.PayloadType;
import io.rackledger.bmc.rmcp.SolPacket;
import io.rackledger.bmc.session.CipherSuite;
import io.rackledger.bmc.session.SequenceWindow;
import io.rackledger.bmc.session.SessionKeys;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
    private final SequenceWindow window;
    private final Runnable onSkip;
    private int sequence;
    private int number;
    private boolean lost;
    private volatile long heardAt;
    private OptionalLong end = OptionalLong.empty();
    /** The packet that was last heard of the serial console, and what was in it; on the socket's thread only. */
    private @Nullable Packet consolePacket;

    private @Nullable SolPacket console;

    /** @param onSkip called where the BMC is seen to skip numbers of its packets */
    IpmiSession(
            Conversation bmc,
            CipherSuite suite,
            int consoleId,
            int bmcId,
            SessionKeys keys,
            SequenceWindow window,
            Runnable onSkip) {
        this.window = window;
        this.onSkip = onSkip;
        this.heardAt = bmc.nanos();
        this.bmc = bmc;
        this.suite = suite;
        this.consoleId = consoleId;
        this.bmcId = bmcId;
        this.keys = keys;
    }

    /** {@code host:port} of the BMC. */
    public String authority() {
        return bmc.authority();
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
        Duration given = within(patience);
        try {
            return send(Stage.COMMAND, command, given);
        } catch (IpmiException e) {
            // Our own time was over, which says nothing of the BMC's silence.
            throw e.isUnanswered() && given.compareTo(patience) < 0 ? tooLong() : e;
        }
    }

    /** From now on all commands together get so much time; what is asked later than that fails as SLOW, unasked. */
    public void endBy(Duration left) {
        end = OptionalLong.of(bmc.nanos() + left.toNanos());
    }

    private Duration within(Duration patience) throws IpmiException {
        if (end.isEmpty()) {
            return patience;
        }
        long left = end.getAsLong() - bmc.nanos();
        if (left <= 0) {
            throw tooLong();
        }
        return left < patience.toNanos() ? Duration.ofNanos(left) : patience;
    }

    private IpmiException tooLong() {
        return new IpmiException(
                FailureKind.SLOW,
                Stage.COMMAND,
                -1,
                "BMC " + bmc.authority() + " needs longer for all of it than there was time");
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
            lost = lost || e.isUnanswered();
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
        Optional<byte[]> payload = opened(packet, PayloadType.IPMI);
        if (payload.isEmpty()) {
            return Optional.empty();
        }
        LanMessage message = LanMessage.decode(payload.get());
        return message.answers(request) ? Optional.of(message) : Optional.empty();
    }

    /** The payload, if the packet is one of this session and new. Some BMCs leave the session's id 0; the code at its end tells whose it is. */
    private Optional<byte[]> opened(Packet packet, PayloadType type) throws BadPacketException {
        boolean mine = packet instanceof Packet.Plus plus
                && plus.type() == type
                && (plus.session() == consoleId || plus.session() == 0 && plus.authenticated());
        if (!mine) {
            return Optional.empty();
        }
        Packet.Plus plus = (Packet.Plus) packet;
        byte[] payload = keys.open(plus);
        if (window.isBeyond(plus.sequence())) {
            onSkip.run();
            throw new BadPacketException("a packet whose number " + plus.sequence() + " skips many");
        }
        if (!window.take(plus.sequence())) {
            return Optional.empty();
        }
        heardAt = bmc.nanos();
        return Optional.of(payload);
    }

    /** From now on each packet of the serial console is given to the listener, on the socket's thread. */
    void listenToConsole(Consumer<SolPacket> listener) {
        bmc.overhear(packet -> {
            Optional<byte[]> payload = opened(packet, PayloadType.SOL);
            if (payload.isPresent()) {
                SolPacket heard = SolPacket.decode(payload.get());
                consolePacket = packet;
                console = heard;
                listener.accept(heard);
            }
        });
    }

    /** On the socket's thread, once. */
    void sendConsole(SolPacket packet) {
        bmc.tell(keys.seal(PayloadType.SOL, bmcId, ++sequence, packet.encode()));
    }

    /** How many of the packet's characters the BMC took; it is sent until it is acknowledged. */
    int askConsole(SolPacket packet, Duration patience) throws IpmiException {
        byte[] bytes = packet.encode();
        return bmc.ask(
                new Question<>(
                        Stage.COMMAND,
                        Question.AS_OFTEN_AS_TIME_ALLOWS,
                        () -> keys.seal(PayloadType.SOL, bmcId, ++sequence, bytes),
                        heard -> {
                            SolPacket answer = console;
                            return heard == consolePacket && answer != null && answer.acknowledged() == packet.number()
                                    ? Optional.of(answer.accepted())
                                    : Optional.empty();
                        }),
                patience);
    }

    /** For how long nothing has come from the BMC. */
    long nanosSinceHeard() {
        return bmc.nanos() - heardAt;
    }

    /** Ends the session where the BMC can still be asked to; its answer is not worth waiting for. The BMC is still ours. */
    void end() {
        try {
            if (!lost) {
                send(Stage.CLOSE, SessionCommands.close(bmcId), TO_CLOSE);
            }
        } catch (IpmiException e) {
            LOG.debug("a session was not closed in order: {}", e.getMessage());
        }
    }

    /** Ends it and gives the BMC to the next one. */
    @Override
    public void close() {
        end();
        bmc.close();
    }
}
