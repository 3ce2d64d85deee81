package io.rackledger.bmc.simulated;

import io.rackledger.bmc.ipmi.CompletionCode;
import io.rackledger.core.node.BootDevice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/** The boot options of a simulated BMC (IPMI 2.0, 28.12 to 28.14), bit by bit. Not thread-safe. */
final class SimulatedBoot {
    private static final int IN_PROGRESS = 0;
    private static final int CLEARING = 3;
    private static final int ACKNOWLEDGE = 4;
    private static final int FLAGS = 5;
    private static final int MOST = 8;
    private static final int PXE = 1;
    private static final int DISK = 2;
    private static final int VALID = 0x80;
    private static final int PERSISTENT = 0x40;
    private static final int UEFI = 0x20;
    private static final int NOT_BY_TIMER = 0x08;
    private static final byte UNKNOWN_PARAMETER = (byte) 0x80;
    private static final byte VERSION = 1;
    private static final Duration HEEDED = Duration.ofSeconds(60);

    private final SimulatedPower power;
    private final InstantSource clock;
    private final byte[][] options = new byte[MOST][];
    private Instant dropAt = Instant.MAX;

    SimulatedBoot(SimulatedPower power, InstantSource clock) {
        this.power = power;
        this.clock = clock;
        options[IN_PROGRESS] = new byte[1];
        options[CLEARING] = new byte[1];
        options[ACKNOWLEDGE] = new byte[2];
        options[FLAGS] = new byte[5];
    }

    byte[] set(byte[] data, IpmiFault fault) {
        if (data.length == 0) {
            return IpmiCommands.code(CompletionCode.LENGTH_INVALID);
        }
        int option = data[0] & 0x7f;
        boolean lacking = option == CLEARING && fault instanceof IpmiFault.LacksBootTimer;
        if (option >= MOST || options[option] == null || lacking) {
            return new byte[] {UNKNOWN_PARAMETER};
        }
        if (data.length - 1 < options[option].length) {
            return IpmiCommands.code(CompletionCode.LENGTH_INVALID);
        }
        options[option] = Arrays.copyOfRange(data, 1, 1 + options[option].length);
        if (option == FLAGS) {
            if (fault instanceof IpmiFault.ForgetsBoot) {
                options[FLAGS] = new byte[options[FLAGS].length];
            }
            if (fault instanceof IpmiFault.DropsBootBits) {
                options[FLAGS][0] &= (byte) ~(PERSISTENT | UEFI);
            }
            heed();
        }
        return IpmiCommands.ok();
    }

    private void heed() {
        byte[] flags = options[FLAGS];
        boolean byTimer = (options[CLEARING][0] & NOT_BY_TIMER) == 0;
        dropAt = byTimer ? clock.instant().plus(HEEDED) : Instant.MAX;
        Optional<BootDevice> device = switch (flags[1] >> 2 & 0x0f) {
            case PXE -> Optional.of(BootDevice.PXE);
            case DISK -> Optional.of(BootDevice.DISK);
            default -> Optional.empty();
        };
        power.setOverride((flags[0] & VALID) != 0 ? device : Optional.empty(), (flags[0] & PERSISTENT) != 0);
    }

    /** A power command came in time: the flags hold until the machine has started with them. */
    void powerCommanded() {
        expire();
        dropAt = Instant.MAX;
    }

    private void expire() {
        if (!clock.instant().isBefore(dropAt)) {
            dropAt = Instant.MAX;
            options[FLAGS][0] &= (byte) ~VALID;
            power.setOverride(Optional.empty(), false);
        }
    }

    byte[] get(byte[] data) {
        if (data.length == 0) {
            return IpmiCommands.code(CompletionCode.LENGTH_INVALID);
        }
        expire();
        int option = data[0] & 0x7f;
        if (option >= MOST || options[option] == null) {
            return new byte[] {UNKNOWN_PARAMETER};
        }
        // A start has used them up.
        boolean used = option == FLAGS && power.view().override().isEmpty();
        byte[] told = used ? new byte[options[FLAGS].length] : options[option];
        byte[] answer = new byte[2 + told.length];
        answer[0] = VERSION;
        answer[1] = (byte) option;
        System.arraycopy(told, 0, answer, 2, told.length);
        return IpmiCommands.ok(answer);
    }
}
