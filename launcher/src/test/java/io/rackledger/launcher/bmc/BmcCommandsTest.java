package io.rackledger.launcher.bmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.simulated.SimulatedIpmiBmc;
import io.rackledger.core.node.PowerState;
import io.rackledger.launcher.ProgramRun;
import io.rackledger.launcher.Rackledger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands {@code bmc} as a user runs them. */
final class BmcCommandsTest {
    private static final String PASSWORD = "canary-5e0f";

    @TempDir
    private Path folder;

    private Path password;

    @BeforeEach
    void write() throws IOException {
        password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    }

    private ProgramRun probe(FaultName fault, String... more) {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Account account = Account.of("admin", PASSWORD);
        try (SimulatedBmcs bmcs = SimulatedBmcs.start(1, any, account, fault, Duration.ZERO, 7, Clock.systemUTC())) {
            String address =
                    "127.0.0.1:" + bmcs.list().getFirst().socketAddress().getPort();
            return ProgramRun.of(Stream.concat(
                            Stream.of("bmc", "probe", "--address", address, "--password-file", password.toString()),
                            Stream.of(more))
                    .toArray(String[]::new));
        }
    }

    /** The exit codes stand in the help, and scripts rely on them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "none | 0 | ok     Get Chassis Status",
                "only_suite_3 | 0 | cipher suite: 3",
                "loses_rakp_4 | 0 | ok     agreeing on keys",
                "dead | 10 | FAILS  asking what it speaks",
                "only_ipmi_15 | 11 | NOT_IPMI",
                "no_sessions | 16 | FAILS  opening a session",
                "busy | 17 | BUSY",
                "forgets_session | 20 | SILENT"
            })
    void tellsWhichStageFails(FaultName fault, int exitCode, String words) {
        ProgramRun run = probe(fault, "--timeout", "3s");
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(exitCode);
        assertThat(run.out()).contains(words).doesNotContain(PASSWORD);
    }

    @Test
    void tellsAWrongPasswordAsWhatItIs() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "wrong");
        ProgramRun run = probe(FaultName.none, "--password-file", other.toString(), "-o", "json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        Files.writeString(password, "wrong");
        run = probe(FaultName.none, "-o", "json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(12);
        assertThat(run.out()).contains("\"code\" : \"AUTH\"").contains("RAKP 2");
    }

    @Test
    void namesWhatIsWrongWithTheCommandLine() throws IOException {
        assertThat(ProgramRun.of("bmc", "probe", "--address", "127.0.0.1").err())
                .contains("--password-file");
        Files.writeString(password, "\n");
        assertThat(probe(FaultName.none).err()).contains("is empty");
        Files.writeString(password, "0123456789012345678901");
        assertThat(probe(FaultName.none).err()).contains("takes at most 20");
        Files.writeString(password, PASSWORD);
        ProgramRun path = ProgramRun.of(
                "bmc", "probe", "--address", "redfish+http://127.0.0.1?slot=2", "--password-file", password.toString());
        assertThat(path.out() + path.err()).contains("use ?serial=<number> or ?uuid=<uuid>");
        ProgramRun many = ProgramRun.of("bmc", "simulate", "--count", "60000");
        assertThat(many.exitCode()).isEqualTo(2);
        assertThat(many.err()).contains("--count 60000");
    }

    @Test
    void readsTheEventLog() {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Account account = Account.of("admin", PASSWORD);
        try (SimulatedBmcs bmcs =
                SimulatedBmcs.start(1, any, account, FaultName.none, Duration.ZERO, 7, Clock.systemUTC())) {
            SimulatedIpmiBmc bmc = bmcs.list().getFirst();
            String[] sel = {
                "bmc",
                "sel",
                "--address",
                bmc.address().value(),
                "--password-file",
                password.toString(),
                "--newest",
                "2"
            };
            assertThat(ProgramRun.of(sel).out()).contains("the event log is empty");
            bmc.changeFromOutside(PowerState.ON);
            bmc.changeFromOutside(PowerState.OFF);
            bmc.changeFromOutside(PowerState.ON);
            ProgramRun run = ProgramRun.of(sel);
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out().lines().map(line -> line.substring(line.indexOf("power"))))
                    .containsExactly("power unit #0x01: powered off", "power unit #0x01: powered off, over");
        }
    }

    private ProgramRun direct(SimulatedIpmiBmc bmc, String command, String... more) {
        return ProgramRun.of(Stream.concat(
                        Stream.of(
                                "bmc",
                                command,
                                "--address",
                                bmc.address().value(),
                                "--password-file",
                                password.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void dealsWithABmcWithoutAnEngine() {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Account account = Account.of("admin", PASSWORD);
        try (SimulatedBmcs bmcs =
                SimulatedBmcs.start(1, any, account, FaultName.none, Duration.ZERO, 7, Clock.systemUTC())) {
            SimulatedIpmiBmc bmc = bmcs.list().getFirst();
            assertThat(direct(bmc, "power").out()).contains("power: off");
            ProgramRun set = direct(bmc, "boot-device", "pxe", "--mode", "uefi");
            assertThat(set.exitCode()).as(set.err()).isZero();
            assertThat(set.out()).contains("device: pxe", "persistent: false", "mode: uefi");
            ProgramRun on = direct(bmc, "power", "on", "-o", "json");
            assertThat(on.exitCode()).as(on.err()).isZero();
            assertThat(on.err()).contains("press on: answered 0x00", "read power: ON");
            assertThat(on.out()).contains("\"power\" : \"on\"").doesNotContain("press");
            assertThat(direct(bmc, "sensors").out()).contains("SENSOR", "23 °C");
            assertThat(direct(bmc, "sel", "surplus").err()).contains("'surplus' is one word too many");
        }
    }

    /** In a process of its own, as it reads what is typed. */
    @Test
    void opensTheSerialConsoleOfABmcAndLeavesIt() throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Account account = Account.of("admin", PASSWORD);
        try (SimulatedBmcs bmcs =
                SimulatedBmcs.start(1, any, account, FaultName.none, Duration.ZERO, 7, Clock.systemUTC())) {
            SimulatedIpmiBmc bmc = bmcs.list().getFirst();
            bmc.print("Loading kernel ...\r\n");
            Process program =
                    new ProcessBuilder(console(bmc)).redirectErrorStream(true).start();
            try (BufferedReader out = program.inputReader();
                    Writer keys = program.outputWriter()) {
                assertThat(out.readLine())
                        .contains("serial console by BMC " + bmc.address().authority());
                assertThat(out.readLine()).isEqualTo("Loading kernel ...");
                keys.write("echo\r~.\n");
                keys.flush();
                assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(program.exitValue()).isZero();
            } finally {
                program.destroyForcibly();
            }
        }
    }

    /** The program with which a user opens the console of this BMC. */
    private List<String> console(SimulatedIpmiBmc bmc) {
        return List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Rackledger.class.getName(),
                "bmc",
                "console",
                "--address",
                bmc.address().value(),
                "--password-file",
                password.toString());
    }

    /** On a terminal of its own: each key goes to the machine, Ctrl-C too, and the terminal is left as it was found. */
    @Test
    void givesEveryKeyOfATerminalToTheMachineAndRestoresTheTerminal() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/script")), "SKIPPED: script is missing; apt-get install bsdutils");
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Account account = Account.of("admin", PASSWORD);
        try (SimulatedBmcs bmcs =
                SimulatedBmcs.start(1, any, account, FaultName.none, Duration.ZERO, 7, Clock.systemUTC())) {
            SimulatedIpmiBmc bmc = bmcs.list().getFirst();
            bmc.print("Loading kernel ...\r\n");
            String command = console(bmc).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
            Process terminal = new ProcessBuilder(
                            "/usr/bin/script", "-qec", "stty -a; " + command + "; echo ended $?; stty -a", "/dev/null")
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader out = terminal.inputReader();
                    Writer keys = terminal.outputWriter()) {
                List<String> before = until(out, "Loading kernel ...");
                keys.write("\u0003typed\r");
                keys.flush();
                assertThat(until(out, "typed"))
                        .last()
                        .asString()
                        .as("echoed by the machine alone")
                        .isEqualTo("\u0003typed");
                keys.write("~.");
                keys.flush();
                assertThat(until(out, "ended ")).last().isEqualTo("ended 0");
                List<String> after = out.lines().map(String::strip).toList();
                assertThat(after).isNotEmpty();
                assertThat(before).containsSequence(after);
            } finally {
                terminal.destroyForcibly();
            }
        }
    }

    /** Lines up to the one that holds these words. */
    private static List<String> until(BufferedReader out, String words) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = out.readLine();
        while (line != null) {
            lines.add(line.strip());
            line = line.contains(words) ? null : out.readLine();
        }
        assertThat(lines).last().asString().as(lines.toString()).contains(words);
        return lines;
    }

    @Test
    void logsInWithTheBmcKey() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Account account = Account.of("admin", PASSWORD).withKg(new byte[] {1, 2, 3});
        Path kg = Files.writeString(folder.resolve("kg"), "0x010203\n");
        try (SimulatedBmcs bmcs =
                SimulatedBmcs.start(1, any, account, FaultName.none, Duration.ZERO, 7, Clock.systemUTC())) {
            SimulatedIpmiBmc bmc = bmcs.list().getFirst();
            assertThat(direct(bmc, "power", "--kg-file", kg.toString()).out()).contains("power: off");
            assertThat(direct(bmc, "power").exitCode()).isEqualTo(13);
            Files.writeString(kg, "0x0102zz0123456789012345");
            assertThat(direct(bmc, "power", "--kg-file", kg.toString()).err())
                    .contains("0x and 2 to 40 hexadecimal digits")
                    .doesNotContain("zz");
        }
    }

    @Test
    void tellsThatAButtonDidNothing() {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Account account = Account.of("admin", PASSWORD);
        try (SimulatedBmcs bmcs =
                SimulatedBmcs.start(1, any, account, FaultName.ignores_power, Duration.ZERO, 7, Clock.systemUTC())) {
            ProgramRun on = direct(bmcs.list().getFirst(), "power", "on", "--limit", "3s");
            assertThat(on.exitCode()).as(on.out() + on.err()).isEqualTo(23);
            assertThat(on.err()).contains("never became ON", "NO_EFFECT: it takes commands that do nothing");
        }
    }

    /** In a process of its own, until it is told to end. */
    @Test
    void simulatesBmcsForOthers() throws Exception {
        List<String> command = List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Rackledger.class.getName(),
                "bmc",
                "simulate",
                "--count",
                "22",
                "--port",
                "0",
                "--password-file",
                password.toString());
        Process program = new ProcessBuilder(command).start();
        try (BufferedReader out = program.inputReader()) {
            String first = out.readLine();
            assertThat(first).startsWith("ipmi://127.0.0.1:");
            ProgramRun run = ProgramRun.of("bmc", "probe", "--address", first, "--password-file", password.toString());
            assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
            program.toHandle().destroy();
            assertThat(out.lines().collect(Collectors.joining("\n")))
                    .contains("22 in all")
                    .contains("ipmitool -I lanplus");
            assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            program.destroyForcibly();
        }
    }
}
