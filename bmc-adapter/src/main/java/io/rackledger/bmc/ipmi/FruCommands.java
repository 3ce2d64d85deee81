package io.rackledger.bmc.ipmi;

import io.rackledger.bmc.rmcp.BadPacketException;
import java.util.Arrays;

/** Reading of inventories (IPMI 2.0, 34). */
public final class FruCommands {
    /** Number of the inventory of the machine itself. */
    public static final int MACHINE = 0;

    private FruCommands() {}

    /**
     * How large an inventory is.
     *
     * @param size in bytes
     * @param words whether it is read by words of two bytes
     */
    public record Area(int size, boolean words) {}

    public static IpmiCommand<Area> area(int fru) {
        return IpmiCommand.reading(
                "Get FRU Inventory Area Info",
                NetFn.STORAGE,
                0x10,
                body -> {
                    byte[] told = IpmiCommand.atLeast(3, body);
                    return new Area(IpmiCommand.number(told, 0, 2), (told[2] & 1) != 0);
                },
                fru);
    }

    /**
     * A part of an inventory. 0x81 where somebody else is at it.
     *
     * @param offset and length in bytes, or words
     */
    public static IpmiCommand<byte[]> read(int fru, int offset, int length) {
        return IpmiCommand.reading(
                "Read FRU Data", NetFn.STORAGE, 0x11, FruCommands::bytes, fru, offset & 0xff, offset >> 8, length);
    }

    private static byte[] bytes(byte[] body) throws BadPacketException {
        byte[] told = IpmiCommand.atLeast(1, body);
        return Arrays.copyOfRange(told, 1, told.length);
    }
}
