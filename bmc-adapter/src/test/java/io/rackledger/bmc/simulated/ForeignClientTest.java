package io.rackledger.bmc.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.bmc.BmcBench;
import io.rackledger.core.node.PowerState;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that others wrote judge the simulated BMC, so that our client and our BMC do not merely agree with each other. */
final class ForeignClientTest {
    private static final String SUSHY = """
            import sys, sushy
            from sushy import auth
            root = sushy.Sushy(sys.argv[1], auth=auth.BasicAuth('admin', 'canary-5e0f'))
            system = root.get_system('/redfish/v1/Systems/1')
            print(system.power_state, system.boot.target, sorted(r.value for r in system.get_allowed_reset_system_values()))
            system.set_system_boot_options(sushy.BOOT_SOURCE_TARGET_PXE, enabled=sushy.BOOT_SOURCE_ENABLED_ONCE)
            system.refresh(force=True)
            print(system.boot.target, system.boot.enabled)
            system.reset_system(sushy.RESET_TYPE_ON)
            """;

    private final BmcBench bench = new BmcBench();

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void letsSushySetTheBootDeviceAndSwitchOn() throws IOException, InterruptedException {
        ForeignProgram.require("python3-sushy", List.of("/usr/bin/python3", "-c", "import sushy"));
        SimulatedRedfishBmc bmc = bench.guarded();
        String said = ForeignProgram.run(List.of(
                "/usr/bin/python3", "-c", SUSHY, "http://" + bmc.address().authority()));
        assertThat(said).contains("PowerState.OFF").contains("ForceOff").contains("BootSource.PXE");
        await().until(() -> bmc.power() == PowerState.ON);
    }

    @Test
    void letsRedfishtoolSwitchOn() throws IOException, InterruptedException {
        ForeignProgram.require("redfishtool", List.of("redfishtool", "-V"));
        SimulatedRedfishBmc bmc = bench.guarded();
        String said = ForeignProgram.run(List.of(
                "redfishtool",
                "-r",
                bmc.address().authority(),
                "-u",
                "admin",
                "-p",
                "canary-5e0f",
                "-S",
                "Never",
                "-A",
                "Basic",
                "Systems",
                "-F",
                "reset",
                "On"));
        assertThat(said).doesNotContain("Error");
        await().until(() -> bmc.power() == PowerState.ON);
    }
}
