package io.rackledger.bmc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.ipmi.ChassisStatus;
import io.rackledger.bmc.simulated.IpmiBench;
import io.rackledger.bmc.simulated.IpmiFault;
import io.rackledger.bmc.simulated.SimulatedIpmiBmc;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SlowBmcTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void tellsASlowBmcFromADeadOne() throws IpmiException {
        try (IpmiBench bench = new IpmiBench();
                IpmiClient client = new IpmiClient(Duration.ofMillis(200))) {
            SimulatedIpmiBmc bmc = bench.start();
            bmc.misbehave(new IpmiFault.Slow(Duration.ofMillis(250)));
            try (IpmiSession session = client.open(IpmiBench.target(bmc), PATIENCE)) {
                bmc.misbehave(new IpmiFault.Dead());
                IpmiException late = catchThrowableOfType(
                        IpmiException.class, () -> session.send(ChassisStatus.get(), Duration.ofMillis(300)));
                assertThat(late.kind()).isEqualTo(FailureKind.SLOW);
                assertThat(late).hasMessageMatching(".*; its answers take about \\d{3,} ms each");
            }
        }
    }
}
