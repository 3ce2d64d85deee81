package io.rackledger.bmc.client;

import io.rackledger.bmc.driver.BmcConsole;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.ipmi.DeviceId;
import io.rackledger.bmc.ipmi.PayloadCommands;
import io.rackledger.bmc.ipmi.PayloadCommands.SolGrant;
import io.rackledger.bmc.rmcp.SolPacket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A machine's serial console through its BMC (IPMI 2.0, 15). One thread reads and another may write. It holds a session of the BMC as long
 * as it is open, and keeps that alive: BMCs end a session of which they hear nothing for 30 to 60 s.
 */
public final class SolConsole implements AutoCloseable {
    /** Well within the shortest time after which a BMC was seen to forget a session. */
    public static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(SolConsole.class);
    private static final int QUEUE = 256;
    private static final int SMALLEST = 16;
    private static final int LARGEST = 200;
    private static final Duration TO_END = Duration.ofSeconds(1);

    private final IpmiSession session;
    private final Duration patience;
    private final long keepAlive;
    private final int most;
    private final BlockingQueue<byte[]> heard = new ArrayBlockingQueue<>(QUEUE);
    /** One question at a time: a keep-alive and a write may meet. */
    private final ReentrantLock asking = new ReentrantLock();

    private int lastHeard;
    private int lastSent;
    private volatile boolean ended;

    private SolConsole(IpmiSession session, SolGrant grant, Duration patience, Duration keepAlive) {
        this.session = session;
        this.patience = patience;
        this.keepAlive = keepAlive.toNanos();
        this.most = Math.clamp(grant.inbound() - SolPacket.HEADER, SMALLEST, LARGEST);
    }

    /**
     * Opens it on a session, which is then the console's alone.
     *
     * @param patience for each answer
     * @throws IpmiException by kind; BUSY where somebody else has the console and is left it, UNSUPPORTED where it is switched off
     */
    public static SolConsole open(IpmiSession session, BmcConsole.Busy busy, Duration patience) throws IpmiException {
        return open(session, busy, patience, KEEP_ALIVE);
    }

    static SolConsole open(IpmiSession session, BmcConsole.Busy busy, Duration patience, Duration keepAlive)
            throws IpmiException {
        SolGrant grant;
        try {
            grant = activate(session, patience);
        } catch (IpmiException e) {
            if (e.kind() != FailureKind.BUSY || busy == BmcConsole.Busy.LEAVE) {
                throw e;
            }
            session.send(PayloadCommands.deactivate(), patience);
            grant = activate(session, patience);
        }
        SolConsole console = new SolConsole(session, grant, patience, keepAlive);
        session.listenToConsole(console::hear);
        return console;
    }

    private static SolGrant activate(IpmiSession session, Duration patience) throws IpmiException {
        try {
            return session.send(PayloadCommands.activate(), patience);
        } catch (IpmiException e) {
            FailureKind kind = switch (e.code()) {
                case PayloadCommands.ALREADY_ACTIVE -> FailureKind.BUSY;
                case PayloadCommands.DISABLED -> FailureKind.UNSUPPORTED;
                default -> e.kind();
            };
            throw kind == e.kind()
                    ? e
                    : new IpmiException(
                            kind,
                            Stage.COMMAND,
                            e.code(),
                            "BMC " + session.authority()
                                    + (kind == FailureKind.BUSY
                                            ? " has given the serial console to another session already (0x80)"
                                            : " has its serial console switched off (0x81)"));
        }
    }

    /** On the socket's thread. What finds no room is not acknowledged, so that the BMC holds it and sends it again. */
    private void hear(SolPacket packet) {
        if ((packet.flags() & SolPacket.DEACTIVATING) != 0) {
            ended = true;
        }
        if (packet.number() == 0) {
            return;
        }
        boolean again = packet.number() == lastHeard;
        if (again || heard.offer(packet.characters())) {
            lastHeard = packet.number();
            session.sendConsole(new SolPacket(0, packet.number(), packet.characters().length, 0, new byte[0]));
        }
    }

    /**
     * What the machine wrote next; empty where it wrote nothing within the time. Keeps the session alive meanwhile.
     *
     * @throws IpmiException SILENT where the BMC has forgotten the session or does not answer; WRONG_STATE where it has ended the console
     */
    public Optional<byte[]> read(Duration wait) throws IpmiException, InterruptedException {
        long left = wait.toNanos();
        while (true) {
            long idle = session.nanosSinceHeard();
            long step = Math.max(1, Math.min(left, keepAlive - idle));
            byte[] characters = heard.poll(step, TimeUnit.NANOSECONDS);
            if (characters != null) {
                return Optional.of(characters);
            }
            if (ended) {
                throw new IpmiException(
                        FailureKind.WRONG_STATE,
                        Stage.COMMAND,
                        -1,
                        "BMC " + session.authority() + " has ended the serial console");
            }
            if (session.nanosSinceHeard() >= keepAlive) {
                stayAlive();
            }
            left -= step;
            if (left <= 0) {
                return Optional.empty();
            }
        }
    }

    private void stayAlive() throws IpmiException {
        asking.lock();
        try {
            session.send(DeviceId.get(), patience);
        } finally {
            asking.unlock();
        }
    }

    /** Types these characters; returns when the BMC has taken all of them. */
    public void write(byte... characters) throws IpmiException {
        asking.lock();
        try {
            int at = 0;
            while (at < characters.length) {
                lastSent = SolPacket.after(lastSent);
                byte[] part = Arrays.copyOfRange(characters, at, Math.min(characters.length, at + most));
                at += session.askConsole(new SolPacket(lastSent, 0, 0, 0, part), patience);
            }
        } finally {
            asking.unlock();
        }
    }

    /** {@code host:port} of the BMC. */
    String authority() {
        return session.authority();
    }

    /** Ends the console and its session, where the BMC can still be asked to. */
    @Override
    public void close() {
        asking.lock();
        try {
            if (!ended) {
                session.send(PayloadCommands.deactivate(), TO_END);
            }
        } catch (IpmiException e) {
            LOG.debug("a console was not ended in order: {}", e.getMessage());
        } finally {
            asking.unlock();
            session.close();
        }
    }
}
