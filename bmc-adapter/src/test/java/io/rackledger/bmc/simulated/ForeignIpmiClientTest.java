package io.rackledger.bmc.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.PowerState;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
    void letsIpmitoolReadSensorsInventoryAndWatchdog(String suite) throws IOException, InterruptedException {
        ForeignProgram.require("ipmitool", List.of("ipmitool", "-V"));
        assertThat(ipmitool(suite, "sdr", "elist").lines())
                .anyMatch(line -> line.matches("Inlet Temp +\\| 01h \\| ok .*\\| 23 degrees C"))
                .anyMatch(line -> line.matches("PSU 1 +\\| 03h \\| ok .*\\| Presence detected"));
        assertThat(ipmitool(suite, "fru", "print", "0"))
                .contains("Product Name          : Simulated Machine", "Product Serial        : SIM000000");
        assertThat(ipmitool(suite, "mc", "watchdog", "get")).contains("Stopped");
        ipmitool(suite, "chassis", "bootdev", "pxe", "options=efiboot,persistent");
        assertThat(ipmitool(suite, "chassis", "bootparam", "get", "5"))
                .contains("Options apply to all future boots", "BIOS EFI boot", "Force PXE");
    }

    /** ipmitool wants a terminal, which script(1) gives it. */
    @ParameterizedTest
    @ValueSource(strings = {"3", "17"})
    void letsIpmitoolHaveTheSerialConsole(String suite) throws IOException, InterruptedException {
        ForeignProgram.require("ipmitool", List.of("ipmitool", "-V"));
        ForeignProgram.require("bsdutils", List.of("script", "--version"));
        Process process = new ProcessBuilder(
                        "script", "-qec", String.join(" ", line(suite, "sol", "activate")), "/dev/null")
                .redirectErrorStream(true)
                .start();
        StringBuilder said = new StringBuilder();
        try (Reader out = process.inputReader(StandardCharsets.UTF_8);
                Writer keys = process.outputWriter(StandardCharsets.UTF_8)) {
            readUntil(out, said, "SOL Session operational");
            bmc.print("Loading kernel ...\r\n");
            readUntil(out, said, "Loading kernel ...");
            keys.write("uname\r");
            keys.flush();
            readUntil(out, said, "uname");
            assertThat(ipmitool(suite, "chassis", "power", "status")).contains("Chassis Power is off");
            keys.write("\r~.");
            keys.flush();
            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as(said.toString())
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(said.toString()).doesNotContain("Error");
    }

    /** Ends with an assertion where the program ends, or says nothing more. */
    private static void readUntil(Reader out, StringBuilder said, String words) throws IOException {
        char[] part = new char[512];
        while (said.indexOf(words) < 0) {
            int length = out.read(part);
            assertThat(length).as("it ended after: " + said).isPositive();
            said.append(part, 0, length);
        }
    }

    @Test
    void refusesSuiteZeroToIpmitool() throws IOException, InterruptedException {
        ForeignProgram.require("ipmitool", List.of("ipmitool", "-V"));
        Process process = new ProcessBuilder(line("0", "chassis", "power", "status"))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isNotZero();
        assertThat(said).doesNotContain("Chassis Power is");
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
        return ForeignProgram.run(line(suite, command));
    }

    private List<String> line(String suite, String... command) {
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
        return line;
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
