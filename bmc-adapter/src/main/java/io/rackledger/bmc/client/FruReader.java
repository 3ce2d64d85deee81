package io.rackledger.bmc.client;

import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.ipmi.Fru;
import io.rackledger.bmc.ipmi.FruCommands;
import io.rackledger.bmc.rmcp.BadPacketException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;

/** Reads a machine's inventory from its BMC (IPMI 2.0, 34). Changes nothing. */
public final class FruReader {
    /** Many BMCs refuse more at once. */
    private static final int PIECE = 16;
    /** Inventories are a few hundred bytes; more than this is read for nobody. */
    private static final int LARGEST = 8 * 1024;

    private FruReader() {}

    /**
     * The inventory of the machine itself.
     *
     * @param patience for each answer
     * @throws IpmiException by kind; CORRUPT where what it holds is no inventory
     */
    public static Fru machine(IpmiSession session, Duration patience) throws IpmiException {
        FruCommands.Area area = session.send(FruCommands.area(FruCommands.MACHINE), patience);
        int unit = area.words() ? 2 : 1;
        int size = Math.min(LARGEST, area.size());
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        while (whole.size() < size) {
            int length = Math.min(PIECE, size - whole.size());
            byte[] piece = session.send(
                    FruCommands.read(FruCommands.MACHINE, whole.size() / unit, Math.max(1, length / unit)), patience);
            if (piece.length == 0) {
                break;
            }
            whole.writeBytes(piece);
        }
        try {
            return Fru.read(whole.toByteArray());
        } catch (BadPacketException e) {
            throw new IpmiException(
                    FailureKind.CORRUPT, Stage.COMMAND, -1, "BMC " + session.authority() + " holds " + e.getMessage());
        }
    }
}
