package io.rackledger.bmc.simulated;

import io.rackledger.bmc.ipmi.CompletionCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

/** The watchdog timer of a simulated BMC (IPMI 2.0, 27). It counts, and does nothing at its end. Not thread-safe. */
final class SimulatedWatchdog {
    private static final byte NOT_SET_UP = (byte) 0x80;
    private static final int RUNNING = 0x40;
    private static final int DATA = 6;
    private static final int TICK_MILLIS = 100;

    private final InstantSource clock;
    private byte[] settings = new byte[0];
    private Instant end = Instant.MIN;

    SimulatedWatchdog(InstantSource clock) {
        this.clock = clock;
    }

    byte[] set(byte[] data) {
        if (data.length < DATA) {
            return IpmiCommands.code(CompletionCode.LENGTH_INVALID);
        }
        settings = Arrays.copyOf(data, DATA);
        settings[0] &= (byte) ~RUNNING;
        end = Instant.MIN;
        return IpmiCommands.ok();
    }

    byte[] reset() {
        if (settings.length == 0) {
            return new byte[] {NOT_SET_UP};
        }
        settings[0] |= RUNNING;
        end = clock.instant().plus(Duration.ofMillis((long) TICK_MILLIS * count()));
        return IpmiCommands.ok();
    }

    byte[] get() {
        byte[] answer = Arrays.copyOf(settings, DATA + 2);
        Duration left = end.equals(Instant.MIN) ? Duration.ZERO : Duration.between(clock.instant(), end);
        int ticks = left.isPositive() ? (int) (left.toMillis() / TICK_MILLIS) : 0;
        if (ticks == 0) {
            answer[0] &= (byte) ~RUNNING;
        }
        answer[DATA] = (byte) ticks;
        answer[DATA + 1] = (byte) (ticks >> 8);
        return IpmiCommands.ok(answer);
    }

    private int count() {
        return settings[4] & 0xff | (settings[5] & 0xff) << 8;
    }
}
