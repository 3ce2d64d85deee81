package io.rackledger.bmc.simulated;

import io.rackledger.bmc.ipmi.CompletionCode;
import io.rackledger.bmc.ipmi.NetFn;
import io.rackledger.bmc.rmcp.LanMessage;
import io.rackledger.bmc.session.CipherSuite;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.PowerState;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** What the simulated BMC answers to commands: the completion code, then the content. Not thread-safe. */
final class IpmiCommands {
    private static final int OPERATOR = 3;
    private static final byte TOO_HIGH = (byte) 0x81;
    private static final int BOOT_FLAGS = 5;
    private static final int PXE = 1;
    private static final int DISK = 2;
    private static final int PERSISTENT = 0x40;
    private static final int UEFI = 0x20;
    private static final byte[] DEVICE_ID =
            HexFormat.of().parseHex("2001010202" + "9f" + "911200" + "0100" + "00000000");

    private final SimulatedPower power;
    private final byte[] guid;
    private final SimulatedSel sel;
    private byte[] bootFlags = new byte[5];

    IpmiCommands(SimulatedPower power, byte[] guid, SimulatedSel sel) {
        this.power = power;
        this.guid = guid;
        this.sel = sel;
    }

    /** Before any login. */
    byte[] answerStranger(LanMessage request, IpmiFault fault) {
        return switch (request.netFn() << 8 | request.command()) {
            case NetFn.APP << 8 | 0x38 -> capabilities(fault);
            case NetFn.APP << 8 | 0x54 -> suites(request.data());
            case NetFn.APP << 8 | 0x37 -> ok(guid);
            default -> code(CompletionCode.PRIVILEGE);
        };
    }

    private static byte[] capabilities(IpmiFault fault) {
        boolean old = fault instanceof IpmiFault.OnlyOldIpmi;
        return ok(
                (byte) 1,
                (byte) (old ? 0x04 : 0x80),
                (byte) 0x04,
                (byte) (old ? 0 : 0x02),
                (byte) 0,
                (byte) 0,
                (byte) 0,
                (byte) 0);
    }

    /** Get Channel Cipher Suites (22.15): records of both suites, sixteen bytes from the place that is asked for. */
    private static byte[] suites(byte[] data) {
        byte[] records = new byte[5 * CipherSuite.values().length];
        int at = 0;
        for (CipherSuite suite : CipherSuite.values()) {
            boolean new17 = suite == CipherSuite.SUITE_17;
            byte[] one = {
                (byte) 0xc0, (byte) suite.id(), (byte) (new17 ? 3 : 1), (byte) (0x40 | (new17 ? 4 : 1)), (byte) 0x81
            };
            System.arraycopy(one, 0, records, at, one.length);
            at += one.length;
        }
        int index = data.length > 2 ? data[2] & 0x3f : 0;
        int from = Math.min(records.length, 16 * index);
        byte[] part = Arrays.copyOfRange(records, from, Math.min(records.length, from + 16));
        byte[] answer = new byte[part.length + 1];
        answer[0] = 1;
        System.arraycopy(part, 0, answer, 1, part.length);
        return ok(answer);
    }

    /** In a session. */
    byte[] answer(LanMessage request, IpmiServerSession session, IpmiFault fault) {
        byte[] data = request.data();
        int privilege = session.privilege();
        return switch (request.netFn() << 8 | request.command()) {
            case NetFn.APP << 8 | 0x01 -> ok(DEVICE_ID);
            case NetFn.APP << 8 | 0x38, NetFn.APP << 8 | 0x54, NetFn.APP << 8 | 0x37 -> answerStranger(request, fault);
            case NetFn.APP << 8 | 0x3b -> elevate(session, data);
            case NetFn.APP << 8 | 0x3c -> ok();
            case NetFn.CHASSIS << 8 | 0x01 -> chassisStatus();
            case NetFn.CHASSIS << 8 | 0x02 ->
                privilege < OPERATOR ? code(CompletionCode.PRIVILEGE) : control(data, fault);
            case NetFn.CHASSIS << 8 | 0x08 ->
                privilege < OPERATOR ? code(CompletionCode.PRIVILEGE) : setBoot(data, fault);
            case NetFn.CHASSIS << 8 | 0x09 -> boot(data);
            default ->
                sel.answer(request.netFn(), request.command(), data)
                        .orElseGet(() -> code(CompletionCode.INVALID_COMMAND));
        };
    }

    private static byte[] elevate(IpmiServerSession session, byte[] data) {
        if (data.length == 0) {
            return code(CompletionCode.LENGTH_INVALID);
        }
        int level = session.elevate(data[0] & 0x0f);
        return level < 0 ? new byte[] {TOO_HIGH} : ok((byte) level);
    }

    private byte[] chassisStatus() {
        boolean on = power.view().state() == PowerState.ON;
        return ok((byte) (on ? 1 : 0), (byte) (on ? 0x10 : 0), (byte) 0);
    }

    private byte[] control(byte[] data, IpmiFault fault) {
        if (data.length == 0) {
            return code(CompletionCode.LENGTH_INVALID);
        }
        if (fault instanceof IpmiFault.IgnoresPower) {
            return ok();
        }
        boolean on = power.view().state() == PowerState.ON;
        switch (data[0] & 0x0f) {
            case 0 -> power.later(PowerState.OFF);
            case 1 -> power.later(PowerState.ON);
            case 2, 3 -> {
                if (!on) {
                    return code(CompletionCode.NOT_IN_THIS_STATE);
                }
                power.laterOffThenOn();
            }
            case 5 -> {
                if (!(fault instanceof IpmiFault.IgnoresSoftOff)) {
                    power.later(PowerState.OFF);
                }
            }
            default -> {
                return code(CompletionCode.INVALID_FIELD);
            }
        }
        return ok();
    }

    private byte[] setBoot(byte[] data, IpmiFault fault) {
        if (data.length == 0) {
            return code(CompletionCode.LENGTH_INVALID);
        }
        if ((data[0] & 0x7f) == BOOT_FLAGS && data.length >= 6) {
            bootFlags = Arrays.copyOfRange(data, 1, 6);
            if (fault instanceof IpmiFault.DropsBootBits) {
                bootFlags[0] &= (byte) ~(PERSISTENT | UEFI);
            }
            Optional<BootDevice> device = switch (bootFlags[1] >> 2 & 0x0f) {
                case PXE -> Optional.of(BootDevice.PXE);
                case DISK -> Optional.of(BootDevice.DISK);
                default -> Optional.empty();
            };
            power.setOverride(bootFlags[0] < 0 ? device : Optional.empty(), (bootFlags[0] & PERSISTENT) != 0);
        }
        return ok();
    }

    private byte[] boot(byte[] data) {
        if (data.length == 0) {
            return code(CompletionCode.LENGTH_INVALID);
        }
        byte[] answer = new byte[7];
        answer[0] = 1;
        answer[1] = (byte) (data[0] & 0x7f);
        if ((data[0] & 0x7f) == BOOT_FLAGS && power.view().override().isPresent()) {
            System.arraycopy(bootFlags, 0, answer, 2, bootFlags.length);
        }
        return ok(answer);
    }

    static byte[] code(CompletionCode code) {
        return new byte[] {(byte) code.code()};
    }

    private static byte[] ok(byte... content) {
        byte[] answer = new byte[content.length + 1];
        System.arraycopy(content, 0, answer, 1, content.length);
        return answer;
    }
}
