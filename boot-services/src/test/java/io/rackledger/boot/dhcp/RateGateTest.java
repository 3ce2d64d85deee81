package io.rackledger.boot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.identity.MacAddress;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Floods and loops. */
final class RateGateTest {
    private final RateGate gate = new RateGate();
    private final Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void letsAMachineInALoopWaitAndNoOther() {
        int admitted = 0;
        for (int i = 0; i < 100; i++) {
            admitted += gate.admits(mac(1), true, now) ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(20);
        assertThat(gate.admits(mac(2), true, now)).isTrue();
        assertThat(gate.admits(mac(1), true, now.plusSeconds(1))).isTrue();
        assertThat(gate.refused()).isEqualTo(80);
    }

    @Test
    void letsAFloodUnderFalseAddressesNotKeepOutAMachineOfANode() {
        int admitted = 0;
        for (int i = 0; i < 50_000; i++) {
            admitted += gate.admits(mac(100 + i), false, now) ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(200);
        assertThat(gate.admits(mac(1), true, now)).isTrue();
    }

    private static MacAddress mac(int number) {
        return MacAddress.parse("52:54:00:%02x:%02x:%02x".formatted(number >> 16, number >> 8 & 0xff, number & 0xff));
    }
}
