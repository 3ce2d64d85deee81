package io.rackledger.bmc.simulated;

import io.rackledger.bmc.ipmi.CompletionCode;
import io.rackledger.bmc.ipmi.NetFn;
import io.rackledger.bmc.rmcp.LanMessage;
import io.rackledger.bmc.session.CipherSuite;
import io.rackledger.core.node.PowerState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;

/** What the simulated BMC answers to commands: the completion code, then the content. Not thread-safe. */
final class IpmiCommands {
    private static final int OPERATOR = 3;
    private static final byte TOO_HIGH = (byte) 0x81;
    private static final byte ENDED_ALREADY = (byte) 0x80;
    private static final byte[] DUMP = "NMI received\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DEVICE_ID =
            HexFormat.of().parseHex("2001010202" + "9f" + "911200" + "0100" + "00000000");

    private final SimulatedPower power;
    private final SimulatedSel sel;
    private final SimulatedBoot boot;
    private final SimulatedDevices devices;
    private final SimulatedWatchdog watchdog;
    private final SimulatedSol sol;
    private final InstantSource clock;
    private volatile byte[] guid;
    private PowerState told = PowerState.OFF;
    private Instant tellNewFrom = Instant.MIN;

    IpmiCommands(
            SimulatedPower power, byte[] guid, String serial, SimulatedSel sel, SimulatedSol sol, InstantSource clock) {
        this.power = power;
        this.guid = guid;
        this.sel = sel;
        this.sol = sol;
        this.clock = clock;
        this.boot = new SimulatedBoot(power, clock);
        this.devices = new SimulatedDevices(serial);
        this.watchdog = new SimulatedWatchdog(clock);
    }

    /** It is put into another machine. */
    void belongTo(byte[] other) {
        guid = other;
    }

    byte[] guid() {
        return guid;
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
            case NetFn.APP << 8 | 0x02, NetFn.APP << 8 | 0x03 -> ok();
            case NetFn.APP << 8 | 0x04 -> ok((byte) 0x55, (byte) 0);
            case NetFn.APP << 8 | 0x22 -> watchdog.reset();
            case NetFn.APP << 8 | 0x24 -> watchdog.set(data);
            case NetFn.APP << 8 | 0x25 -> watchdog.get();
            case NetFn.APP << 8 | 0x48 -> sol.activate(session.id, session.port);
            case NetFn.APP << 8 | 0x49 -> sol.deactivate() == 0 ? new byte[] {ENDED_ALREADY} : ok();
            case NetFn.APP << 8 | 0x4a -> sol.status();
            case NetFn.TRANSPORT << 8 | 0x22 -> SimulatedSol.parameter(data, session.port);
            case NetFn.CHASSIS << 8 | 0x01 -> chassisStatus(fault);
            case NetFn.CHASSIS << 8 | 0x02 ->
                privilege < OPERATOR ? code(CompletionCode.PRIVILEGE) : control(data, fault);
            case NetFn.CHASSIS << 8 | 0x04 -> ok();
            case NetFn.CHASSIS << 8 | 0x07 -> ok(power.view().lastReset().isPresent() ? (byte) 1 : 0, (byte) 0);
            case NetFn.CHASSIS << 8 | 0x08 ->
                privilege < OPERATOR ? code(CompletionCode.PRIVILEGE) : boot.set(data, fault);
            case NetFn.CHASSIS << 8 | 0x09 -> boot.get(data);
            default ->
                sel.answer(request.netFn(), request.command(), data, fault)
                        .or(() -> devices.answer(request.netFn(), request.command(), data, isOn(), fault))
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

    private byte[] chassisStatus(IpmiFault fault) {
        if (fault instanceof IpmiFault.NoPowerState) {
            return ok((byte) 0xff, (byte) 0, (byte) 0);
        }
        boolean on = toldPower(fault) == PowerState.ON;
        int faults = fault instanceof IpmiFault.PowerFault(int bits) ? bits : 0;
        return ok((byte) ((on ? 1 : 0) | faults), (byte) (on ? 0x10 : 0), (byte) 0);
    }

    private PowerState toldPower(IpmiFault fault) {
        PowerState now = power.view().state();
        if (fault instanceof IpmiFault.Stale(Duration by) && now != told) {
            Instant moment = clock.instant();
            tellNewFrom = tellNewFrom.equals(Instant.MIN) ? moment.plus(by) : tellNewFrom;
            if (moment.isBefore(tellNewFrom)) {
                return told;
            }
        }
        tellNewFrom = Instant.MIN;
        told = now;
        return now;
    }

    private boolean isOn() {
        return power.view().state() == PowerState.ON;
    }

    private byte[] control(byte[] data, IpmiFault fault) {
        if (data.length == 0) {
            return code(CompletionCode.LENGTH_INVALID);
        }
        boot.powerCommanded();
        if (fault instanceof IpmiFault.IgnoresPower || fault instanceof IpmiFault.PowerFault) {
            return ok();
        }
        int wanted = data[0] & 0x0f;
        boolean so = wanted == 1 && isOn() || (wanted == 0 || wanted == 5) && !isOn();
        boolean needsOn = wanted == 2 || wanted == 3 || wanted == 4;
        if (needsOn && !isOn() || so && fault instanceof IpmiFault.RefusesWhatIsSo) {
            return code(CompletionCode.NOT_IN_THIS_STATE);
        }
        switch (wanted) {
            case 0 -> power.later(PowerState.OFF);
            case 1 -> power.later(PowerState.ON);
            case 2, 3 -> power.laterOffThenOn();
            case 4 -> sol.print(DUMP);
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

    static byte[] code(CompletionCode code) {
        return new byte[] {(byte) code.code()};
    }

    static byte[] ok(byte... content) {
        byte[] answer = new byte[content.length + 1];
        System.arraycopy(content, 0, answer, 1, content.length);
        return answer;
    }
}
