package io.rackledger.bmc.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.PowerState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that others wrote judge the simulated IPMI BMC, at both suites; suite 17 has no other BMC here. */
final class ForeignIpmiClientTest {
    private final IpmiBench bench = new IpmiBench();
    private final List<String> boots = Collections.synchronizedList(new ArrayList<>());
    private SimulatedIpmiBmc bmc;

    @BeforeEach
    void start() {
        bmc = bench.start();
        bmc.listen(new PowerListener() {
            @Override
            public void poweredOn(Optional<BootDevice> override) {
                boots.add(override.toString());
            }

            @Override
            public void poweredOff() {
                boots.add("off");
            }
        });
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "17"})
    void letsIpmitoolSetTheBootDeviceAndSwitchOn(String suite) throws IOException, InterruptedException {
        ForeignProgram.require("ipmitool", List.of("ipmitool", "-V"));
        assertThat(ipmitool(suite, "chassis", "power", "status")).contains("Chassis Power is off");
        assertThat(ipmitool(suite, "chassis", "bootdev", "pxe")).contains("Set Boot Device to pxe");
        assertThat(ipmitool(suite, "chassis", "bootparam", "get", "5")).contains("Force PXE");
        ipmitool(suite, "chassis", "power", "on");
        await().until(() -> bmc.power() == PowerState.ON);
        assertThat(boots).containsExactly("Optional[PXE]");
        assertThat(ipmitool(suite, "mc", "info")).contains("IPMI Version").contains("2.0");
        assertThat(ipmitool(suite, "chassis", "power", "cycle")).contains("Cycle");
        await().until(() -> boots.size() == 3);
        // Off for its first time, then off and on again.
        assertThat(ipmitool(suite, "sel", "info")).contains("Entries          : 3");
        assertThat(ipmitool(suite, "sel", "list").lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("Power Unit #0x01 | Power off/down | Asserted"))
                .anyMatch(line -> line.contains("Power Unit #0x01 | Power off/down | Deasserted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "17"})
    void letsIpmipowerSwitchOnAndOff(String suite) throws IOException, InterruptedException {
        ForeignProgram.require("freeipmi-tools", List.of("ipmipower", "--version"));
        assertThat(ipmipower(suite, "--stat")).contains("off");
        assertThat(ipmipower(suite, "--on")).contains("ok");
        await().until(() -> bmc.power() == PowerState.ON);
        assertThat(ipmipower(suite, "--off")).contains("ok");
        await().until(() -> bmc.power() == PowerState.OFF);
    }

    private String ipmitool(String suite, String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                "ipmitool",
                "-I",
                "lanplus",
                "-C",
                suite,
                "-H",
                "127.0.0.1",
                "-p",
                Integer.toString(bmc.socketAddress().getPort()),
                "-U",
                IpmiBench.USER,
                "-P",
                IpmiBench.PASSWORD));
        line.addAll(List.of(command));
        return ForeignProgram.run(line);
    }

    private String ipmipower(String suite, String command) throws IOException, InterruptedException {
        return ForeignProgram.run(List.of(
                "ipmipower",
                "-D",
                "LAN_2_0",
                "-I",
                suite,
                "-h",
                "127.0.0.1:" + bmc.socketAddress().getPort(),
                "-u",
                IpmiBench.USER,
                "-p",
                IpmiBench.PASSWORD,
                command));
    }
}
