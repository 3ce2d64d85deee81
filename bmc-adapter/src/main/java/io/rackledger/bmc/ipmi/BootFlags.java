package io.rackledger.bmc.ipmi;

import io.rackledger.bmc.ipmi.IpmiCommand.Done;
import io.rackledger.bmc.rmcp.BadPacketException;

/**
 * Boot option parameter 5 (IPMI 2.0, table 28-14), and the others that it takes to be heeded.
 *
 * @param valid whether the firmware is to heed it at all
 * @param persistent for every boot, not only the next one
 * @param device number of table 28-14
 */
public record BootFlags(boolean valid, boolean persistent, boolean uefi, int device) {
    public static final int NO_OVERRIDE = 0;
    public static final int PXE = 1;
    public static final int DISK = 2;

    private static final int SET = 0x08;
    private static final int GET = 0x09;
    private static final int IN_PROGRESS = 0;
    private static final int VALID_BIT_CLEARING = 3;
    private static final int ACKNOWLEDGE = 4;
    private static final int FLAGS = 5;
    private static final int VALID = 0x80;
    private static final int PERSISTENT = 0x40;
    private static final int UEFI = 0x20;

    /** The flags as the BMC holds them. */
    public static IpmiCommand<BootFlags> get() {
        return IpmiCommand.reading("Get System Boot Options", NetFn.CHASSIS, GET, BootFlags::read, FLAGS, 0, 0);
    }

    private static BootFlags read(byte[] body) throws BadPacketException {
        byte[] told = IpmiCommand.atLeast(4, body);
        if ((told[1] & 0x7f) != FLAGS) {
            throw new BadPacketException("boot option " + (told[1] & 0x7f) + " where option 5 was asked for");
        }
        return new BootFlags(
                (told[2] & VALID) != 0, (told[2] & PERSISTENT) != 0, (told[2] & UEFI) != 0, told[3] >> 2 & 0x0f);
    }

    /** The device in one word; {@code none} where nothing is to be heeded, {@code device-N} where the number is of a vendor's own. */
    public String deviceWord() {
        if (!valid) {
            return "none";
        }
        return switch (device) {
            case NO_OVERRIDE -> "none";
            case PXE -> "pxe";
            case DISK -> "disk";
            case 3 -> "disk-safe-mode";
            case 4 -> "diagnostic";
            case 5 -> "cd";
            case 6 -> "setup";
            case 7 -> "remote-floppy";
            case 8 -> "remote-cd";
            case 9 -> "remote-media";
            case 11 -> "remote-disk";
            case 15 -> "floppy";
            default -> "device-" + device;
        };
    }

    /** What they say, for operators. */
    public String words() {
        return valid && device != NO_OVERRIDE
                ? "device " + device + (uefi ? ", UEFI" : "") + (persistent ? ", for good" : ", once")
                : "none";
    }

    /** Sets the flags. Some BMCs forget them when power is cut, so this goes last before power is switched on. */
    public IpmiCommand<Done> set() {
        int first = (valid ? VALID : 0) | (persistent ? PERSISTENT : 0) | (uefi ? UEFI : 0);
        return IpmiCommand.setting("Set System Boot Options", NetFn.CHASSIS, SET, FLAGS, first, device << 2, 0, 0, 0);
    }

    /** Keeps the BMC from dropping the flags when no power command comes within 60 s (option 3). Not every BMC knows it. */
    public static IpmiCommand<Done> keepValid() {
        return IpmiCommand.setting("Set System Boot Options 3", NetFn.CHASSIS, SET, VALID_BIT_CLEARING, 0x08);
    }

    /** Tells the firmware that nobody has taken up the flags yet (option 4). */
    public static IpmiCommand<Done> notTakenUp() {
        return IpmiCommand.setting("Set System Boot Options 4", NetFn.CHASSIS, SET, ACKNOWLEDGE, 0x01, 0x01);
    }

    /** Begins or ends a change of the options (option 0). Not every BMC knows it. */
    public static IpmiCommand<Done> changing(boolean begins) {
        return IpmiCommand.setting("Set System Boot Options 0", NetFn.CHASSIS, SET, IN_PROGRESS, begins ? 1 : 0);
    }
}
