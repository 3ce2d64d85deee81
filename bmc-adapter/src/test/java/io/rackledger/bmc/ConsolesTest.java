package io.rackledger.bmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.bmc.client.IpmiDriver;
import io.rackledger.bmc.console.ConsolePace;
import io.rackledger.bmc.console.Consoles;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.credential.CredentialStore;
import io.rackledger.bmc.driver.BmcConsole;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.inquiry.Told;
import io.rackledger.bmc.power.PowerPace;
import io.rackledger.bmc.simulated.IpmiBench;
import io.rackledger.bmc.simulated.SimulatedIpmiBmc;
import io.rackledger.core.boot.BootStage;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.AttemptOutcome;
import io.rackledger.core.node.LifecycleAction;
import io.rackledger.core.node.NodeEvent.AttemptEnded;
import io.rackledger.core.node.NodeEvent.AttemptStarted;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.signal.ConsolePath;
import io.rackledger.core.signal.SignalBody.ConsoleHeard;
import io.rackledger.core.signal.SignalSubject.OfNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Serial consoles of nodes: recorded while an attempt is under way, shared by all who watch, given back afterwards. */
final class ConsolesTest {
    private static final NodeId NODE = TestNodes.NODE;
    private static final AttemptId FIRST = AttemptId.of(NODE, 1);
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Credential ADMIN = new Credential(IpmiBench.USER, IpmiBench.PASSWORD);
    private static final Duration MOMENT = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final IpmiBench bench = new IpmiBench();
    private final ManualLog log = new ManualLog();
    private final SimulatedIpmiBmc bmc = bench.start();

    @AfterEach
    void end() {
        bench.close();
    }

    private BmcAdapter start(boolean capture) {
        ConsolePace pace = new ConsolePace(capture, 4096, 65_536, 100_000, MOMENT, MOMENT, Duration.ofSeconds(1), 4);
        BmcSettings settings = new BmcSettings(
                        "consoles",
                        _ -> Optional.of(ADMIN),
                        CredentialStore.none(),
                        Optional.empty(),
                        4,
                        new PowerPace(
                                Duration.ofMillis(50),
                                Duration.ofSeconds(1),
                                Duration.ofMillis(100),
                                Duration.ofMillis(20)),
                        Optional.empty())
                .hearing(pace);
        return BmcAdapter.start(settings, log, log, log, CLOCK);
    }

    private void enrolled() {
        log.append(NODE, 1, TestNodes.enrolled(NODE, "ipmi", Optional.of(bmc.address()), ""));
    }

    private void attempt() {
        log.append(
                NODE,
                2,
                new AttemptStarted(CLOCK.instant(), FIRST, LifecycleAction.INSPECT, List.of()),
                TestNodes.asked(
                        1,
                        PowerAction.ON,
                        Optional.empty(),
                        CLOCK.instant(),
                        CLOCK.instant().plusSeconds(30)));
    }

    private String recorded() {
        return log.told(ConsoleHeard.class).stream().map(ConsoleHeard::text).collect(Collectors.joining());
    }

    /** Whether somebody else could have the console now. */
    private boolean isFree() {
        try (IpmiDriver driver = new IpmiDriver(CLOCK);
                BmcConsole console = driver.console(
                        bmc.address(), Optional.of(ADMIN), Optional.empty(), BmcConsole.Busy.LEAVE, PATIENCE)) {
            return !console.authority().isEmpty();
        } catch (BmcTrouble e) {
            assertThat(e.kind()).isEqualTo(FailureKind.BUSY);
            return false;
        }
    }

    @Test
    void recordsWhatTheMachineSaysDuringAnAttemptAndLetsGoAfterwards() {
        enrolled();
        try (BmcAdapter _ = start(true)) {
            attempt();
            await().atMost(PATIENCE).until(() -> !isFree());
            bmc.print("iPXE initialising devices...\r\n\u001b[1mKernel panic - not syncing: no init\u001b[0m\r\n");
            await().atMost(PATIENCE).until(() -> recorded().contains("no init\n"));
            assertThat(recorded()).contains("iPXE initialising devices...\nKernel panic - not syncing: no init\n");
            assertThat(log.signals)
                    .filteredOn(signal -> signal.body() instanceof ConsoleHeard)
                    .allSatisfy(signal -> {
                        assertThat(signal.subject())
                                .isEqualTo(new OfNode(NODE, Optional.of(FIRST), Optional.of(BootStage.EPHEMERAL)));
                        assertThat(((ConsoleHeard) signal.body()).path()).isEqualTo(ConsolePath.SERIAL);
                        assertThat(signal.source()).isEqualTo(bmc.address().authority());
                    });
            log.append(NODE, 3, new AttemptEnded(CLOCK.instant(), FIRST, AttemptOutcome.SUCCEEDED, Optional.empty()));
            await().atMost(PATIENCE).until(this::isFree);
        }
    }

    /** Somebody looks into the machine with a tool of theirs: nothing is taken from them, and the record begins when they go. */
    @Test
    void leavesAConsoleToWhoHasIt() throws Exception {
        enrolled();
        try (IpmiDriver driver = new IpmiDriver(CLOCK)) {
            BmcConsole theirs = driver.console(
                    bmc.address(), Optional.of(ADMIN), Optional.empty(), BmcConsole.Busy.LEAVE, PATIENCE);
            try (BmcAdapter _ = start(true)) {
                attempt();
                bmc.print("for them\r\n");
                assertThat(new String(theirs.read(PATIENCE).orElseThrow(), StandardCharsets.UTF_8))
                        .isEqualTo("for them\r\n");
                theirs.close();
                await().atMost(PATIENCE).until(() -> !isFree());
                bmc.print("for the record\r\n");
                await().atMost(PATIENCE).until(() -> recorded().contains("for the record\n"));
                assertThat(recorded()).doesNotContain("for them");
            }
        }
    }

    @Test
    void letsWatchersShareAConsoleAndType() throws Exception {
        enrolled();
        try (BmcAdapter adapter = start(false)) {
            Consoles consoles = adapter.consoles();
            Told<Long> opened = consoles.watch("n1", BmcConsole.Busy.LEAVE);
            assertThat(opened).isEqualTo(new Told.Answer<>(bmc.address().authority(), 0L));
            assertThat(consoles.type("n1", "ls\r".getBytes(StandardCharsets.UTF_8)))
                    .isTrue();
            Consoles.Heard heard = consoles.read("n1", 0, PATIENCE).orElseThrow();
            assertThat(new String(heard.characters(), StandardCharsets.UTF_8)).startsWith("ls");
            assertThat(consoles.watch("n1", BmcConsole.Busy.LEAVE)).isInstanceOf(Told.Answer.class);
            await().atMost(PATIENCE).until(() -> recorded().contains("ls\n"));
            await().atMost(PATIENCE).until(this::isFree);
            await().atMost(PATIENCE)
                    .until(() -> consoles.read("n1", 0, Duration.ZERO).isEmpty());
        }
    }

    @Test
    void tellsWatchersWhyAConsoleEnded() throws Exception {
        enrolled();
        try (BmcAdapter adapter = start(false)) {
            Consoles consoles = adapter.consoles();
            consoles.watch("n1", BmcConsole.Busy.LEAVE);
            try (IpmiDriver driver = new IpmiDriver(CLOCK);
                    BmcConsole _ = driver.console(
                            bmc.address(), Optional.of(ADMIN), Optional.empty(), BmcConsole.Busy.TAKE, PATIENCE)) {
                await().atMost(PATIENCE)
                        .until(() -> consoles.read("n1", 0, Duration.ofSeconds(1))
                                .map(heard -> heard.ended().contains("has ended the serial console"))
                                .orElse(true));
            }
        }
    }
}
