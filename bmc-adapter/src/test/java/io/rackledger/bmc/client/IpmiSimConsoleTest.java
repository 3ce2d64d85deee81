package io.rackledger.bmc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcConsole;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.ipmi.DeviceId;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.node.PowerState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Serial over LAN, and sessions that die in silence, with a BMC that others wrote. */
final class IpmiSimConsoleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** It forgets a session after 30 s without a word. */
    private static final Duration IDLE = Duration.ofSeconds(40);

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Credential ADMIN = new Credential("admin", "s3cret");

    /** The machine's end of a serial line: its name first, then what comes, and it sends what it is given. */
    private static final String MACHINE = """
            import os, pty, sys, threading, tty
            ours, theirs = pty.openpty()
            tty.setraw(ours)
            tty.setraw(theirs)
            print(os.ttyname(theirs), flush=True)
            def send():
                for line in sys.stdin:
                    os.write(ours, line.encode())
            threading.Thread(target=send, daemon=True).start()
            while True:
                sys.stdout.write(os.read(ours, 256).decode())
                sys.stdout.flush()
            """;

    @TempDir
    private Path folder;

    @Test
    void hearsAndTypesOnTheSerialConsole() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/python3")),
                "SKIPPED: no terminal for the simulated machine; apt-get install python3");
        Process machine = new ProcessBuilder("python3", "-c", MACHINE).start();
        try (BufferedReader typed = machine.inputReader(StandardCharsets.UTF_8);
                Writer says = machine.outputWriter(StandardCharsets.UTF_8);
                IpmiSim sim = IpmiSim.withConsole(folder, typed.readLine());
                IpmiDriver driver = new IpmiDriver(CLOCK);
                BmcConsole console = driver.console(sim.admin(), Optional.empty(), BmcConsole.Busy.LEAVE, PATIENCE)) {
            says.write("Loading kernel ...\n");
            says.flush();
            StringBuilder heard = new StringBuilder();
            await().atMost(PATIENCE).until(() -> {
                console.read(Duration.ofMillis(200))
                        .ifPresent(part -> heard.append(new String(part, StandardCharsets.UTF_8)));
                return heard.toString().contains("Loading kernel ...");
            });
            console.write("uname -a\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(typed.readLine()).isEqualTo("uname -a");
        } finally {
            machine.destroyForcibly();
        }
    }

    @Test
    @Tag("full")
    void tellsThatASessionDiedInSilenceAndReadsInANewOne() throws IOException, IpmiException, BmcTrouble {
        try (IpmiSim sim = IpmiSim.start(folder);
                IpmiClient client = new IpmiClient();
                IpmiDriver driver = new IpmiDriver(CLOCK);
                IpmiSession session = client.open(sim.admin(), PATIENCE);
                BmcSession work = driver.open(address(sim), Optional.of(ADMIN))) {
            assertThat(session.send(DeviceId.get(), PATIENCE).ipmiVersion()).isEqualTo("2.0");
            assertThat(work.readPower(in(PATIENCE))).isEqualTo(PowerState.OFF);
            idle();
            IpmiException lost = catchThrowableOfType(
                    IpmiException.class, () -> session.send(DeviceId.get(), Duration.ofSeconds(4)));
            assertThat(lost.kind()).isEqualTo(FailureKind.SILENT);
            assertThat(work.readPower(in(Duration.ofSeconds(40)))).isEqualTo(PowerState.OFF);
        }
    }

    @Test
    @Tag("full")
    void keepsTheSessionOfAConsoleAliveWhileNobodyTypes() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/python3")),
                "SKIPPED: no terminal for the simulated machine; apt-get install python3");
        Process machine = new ProcessBuilder("python3", "-c", MACHINE).start();
        try (BufferedReader typed = machine.inputReader(StandardCharsets.UTF_8);
                IpmiSim sim = IpmiSim.withConsole(folder, typed.readLine());
                IpmiDriver driver = new IpmiDriver(CLOCK);
                BmcConsole console = driver.console(sim.admin(), Optional.empty(), BmcConsole.Busy.LEAVE, PATIENCE)) {
            assertThat(console.read(IDLE)).isEmpty();
            console.write("still there\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(typed.readLine()).isEqualTo("still there");
        } finally {
            machine.destroyForcibly();
        }
    }

    /** Nothing but time makes a session idle. */
    private static void idle() {
        await().pollDelay(IDLE).atMost(IDLE.multipliedBy(2)).until(() -> true);
    }

    private static BmcAddress address(IpmiSim sim) {
        return new BmcAddress("ipmi://127.0.0.1:" + sim.address().getPort());
    }

    private static Instant in(Duration time) {
        return CLOCK.instant().plus(time);
    }
}
