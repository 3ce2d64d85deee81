package io.rackledger.bmc.simulated;

import io.rackledger.bmc.ipmi.CompletionCode;
import io.rackledger.bmc.ipmi.PayloadCommands;
import io.rackledger.bmc.rmcp.SolPacket;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * The serial port of a simulated machine, as one session at a time has it (IPMI 2.0, 15). What the machine writes is held until the
 * session acknowledges it; what nobody reads is dropped, oldest first. Thread-safe.
 */
final class SimulatedSol {
    /** Called with what the console types. */
    interface Typed {
        void typed(byte[] characters);
    }

    private static final byte REVISION = 0x11;
    /** Encrypted and signed always, for administrators. */
    private static final byte FORCED_ADMINISTRATOR = (byte) 0xc4;

    private static final byte BAUD_115200 = 0x0a;
    private static final int HELD = 16 * 1024;
    private static final int PACKET = 200;

    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private Typed machine = characters -> print(characters);
    private int owner;
    private int number;
    private int lastTyped;
    private Optional<SolPacket> unacknowledged = Optional.empty();

    synchronized void connect(Typed to) {
        machine = to;
    }

    /** The machine writes. */
    synchronized void print(byte[] characters) {
        waiting.writeBytes(characters);
        if (waiting.size() > HELD) {
            byte[] all = waiting.toByteArray();
            waiting.reset();
            waiting.writeBytes(Arrays.copyOfRange(all, all.length - HELD, all.length));
        }
    }

    synchronized byte[] activate(int session, int port) {
        if (owner != 0 && owner != session) {
            return new byte[] {(byte) PayloadCommands.ALREADY_ACTIVE};
        }
        owner = session;
        number = 0;
        lastTyped = 0;
        unacknowledged = Optional.empty();
        byte size = (byte) (PACKET + SolPacket.HEADER);
        return IpmiCommands.ok(
                (byte) 0,
                (byte) 0,
                (byte) 0,
                (byte) 0,
                size,
                (byte) 0,
                size,
                (byte) 0,
                (byte) port,
                (byte) (port >> 8),
                (byte) 0xff,
                (byte) 0xff);
    }

    /** Whoever has it. Returns the session that had it, 0 for none. */
    synchronized int deactivate() {
        int had = owner;
        owner = 0;
        unacknowledged = Optional.empty();
        return had;
    }

    synchronized void ended(int session) {
        if (owner == session) {
            deactivate();
        }
    }

    synchronized int owner() {
        return owner;
    }

    /** Get SOL Configuration Parameters (26.3): what ipmitool asks before it opens the console. */
    static byte[] parameter(byte[] data, int port) {
        if (data.length < 2) {
            return IpmiCommands.code(CompletionCode.LENGTH_INVALID);
        }
        return switch (data[1] & 0xff) {
            case 0 -> IpmiCommands.ok(REVISION, (byte) 0);
            case 1 -> IpmiCommands.ok(REVISION, (byte) 1);
            case 2 -> IpmiCommands.ok(REVISION, FORCED_ADMINISTRATOR);
            case 3, 4 -> IpmiCommands.ok(REVISION, (byte) 10, (byte) 50);
            case 5, 6 -> IpmiCommands.ok(REVISION, BAUD_115200);
            case 7 -> IpmiCommands.ok(REVISION, (byte) 1);
            case 8 -> IpmiCommands.ok(REVISION, (byte) port, (byte) (port >> 8));
            default -> IpmiCommands.code(CompletionCode.NOT_PRESENT);
        };
    }

    synchronized byte[] status() {
        return IpmiCommands.ok((byte) 1, (byte) (owner == 0 ? 0 : 1), (byte) 0);
    }

    /** What is to be sent for what the session sent; empty where nothing is. */
    synchronized Optional<SolPacket> heard(int session, SolPacket packet) {
        if (session != owner) {
            return Optional.empty();
        }
        if (packet.acknowledged() != 0
                && unacknowledged
                        .filter(sent -> sent.number() == packet.acknowledged())
                        .isPresent()) {
            unacknowledged = Optional.empty();
        }
        if (packet.number() == 0) {
            return next();
        }
        if (packet.number() != lastTyped) {
            lastTyped = packet.number();
            machine.typed(packet.characters());
        }
        return Optional.of(new SolPacket(0, packet.number(), packet.characters().length, 0, new byte[0]));
    }

    /** What the machine wrote, once more where it is not acknowledged yet; empty where there is nothing or nobody. */
    synchronized Optional<SolPacket> next() {
        if (owner == 0) {
            return Optional.empty();
        }
        if (unacknowledged.isEmpty() && waiting.size() > 0) {
            byte[] all = waiting.toByteArray();
            byte[] part = Arrays.copyOf(all, Math.min(PACKET, all.length));
            waiting.reset();
            waiting.writeBytes(Arrays.copyOfRange(all, part.length, all.length));
            number = SolPacket.after(number);
            unacknowledged = Optional.of(new SolPacket(number, 0, 0, 0, part));
        }
        return unacknowledged;
    }
}
