package io.rackledger.bmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.credential.CredentialStore;
import io.rackledger.bmc.observer.ObserverPace;
import io.rackledger.bmc.power.PowerPace;
import io.rackledger.bmc.simulated.BmcFault;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.AccountChange;
import io.rackledger.core.node.BmcReport;
import io.rackledger.core.node.BmcReport.Answering;
import io.rackledger.core.node.BmcReport.Failing;
import io.rackledger.core.node.BmcReport.Identified;
import io.rackledger.core.node.NodeEvent.BmcAccountChanged;
import io.rackledger.core.node.NodeEvent.BmcFaultFound;
import io.rackledger.core.node.NodeEvent.BmcIdentified;
import io.rackledger.core.node.NodeEvent.PowerStateObserved;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.signal.SignalBody.BmcReported;
import io.rackledger.core.signal.SignalBody.PowerRead;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The power of nodes is watched in the background, over real HTTP. */
final class ObserverTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final NodeId NODE = TestNodes.NODE;
    private static final ObserverPace OFTEN = new ObserverPace(Duration.ofMillis(300), 3, Duration.ofMillis(700), 8);

    private final BmcBench bench = new BmcBench();
    private final ManualLog log = new ManualLog();

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void tellsWhoseTheBmcIsAndThePowerThatNobodyKnewOnce() {
        SimulatedRedfishBmc bmc = enrolled(bench.open());
        try (BmcAdapter _ = start(Optional.empty())) {
            await().until(() -> !log.told(PowerRead.class).isEmpty());
            assertThat(reports()).first().isEqualTo(new Identified(bmc.identity()));
            log.append(
                    NODE,
                    2,
                    new BmcIdentified(Instant.EPOCH, bmc.identity(), CLOCK.instant()),
                    new PowerStateObserved(Instant.EPOCH, PowerState.OFF, Optional.of(Instant.EPOCH)));
            int told = log.signals.size();
            bmc.changeFromOutside(PowerState.ON);
            await().until(() -> log.told(PowerRead.class).getLast().power() == PowerState.ON);
            assertThat(log.signals.subList(told, log.signals.size()))
                    .allSatisfy(signal -> assertThat(signal.body()).isEqualTo(new PowerRead(PowerState.ON)));
        }
    }

    @Test
    void countsABmcAsUnreachableAfterSomeLooksAndTellsWhenItAnswersAgain() {
        SimulatedRedfishBmc bmc = enrolled(bench.open());
        bmc.misbehave(new BmcFault.Silent());
        try (BmcAdapter _ = start(Optional.empty())) {
            await().until(() -> reports().stream().anyMatch(Failing.class::isInstance));
            Failing failing = (Failing) reports().getFirst();
            assertThat(failing.fault().kind()).isEqualTo("UNREACHABLE");
            assertThat(failing.fault().detail())
                    .contains(bmc.address().authority())
                    .contains("3 looks in a row failed");
            log.append(NODE, 2, new BmcFaultFound(CLOCK.instant(), failing.fault(), CLOCK.instant()));
            bmc.misbehave(new BmcFault.None());
            await().until(() -> reports().contains(new Answering()));
        }
    }

    @Test
    void triesARefusedAccountNotAgainUntilItIsAnotherOne() {
        AtomicInteger opened = new AtomicInteger();
        enrolled(bench.guarded());
        try (BmcAdapter _ = start(Optional.of(new Credential("admin", "wrong")), opened)) {
            await().until(() -> !reports().isEmpty());
            Failing failing = (Failing) reports().getFirst();
            assertThat(failing.fault().kind()).isEqualTo("AUTH");
            log.append(NODE, 2, new BmcFaultFound(CLOCK.instant(), failing.fault(), CLOCK.instant()));
            int before = opened.get();
            enrolledToo();
            await().until(() -> log.told(PowerRead.class).size() >= 2);
            assertThat(opened.get()).isEqualTo(before);
            log.append(NODE, 3, new BmcAccountChanged(CLOCK.instant(), AccountChange.SET, 2));
            await().until(() -> opened.get() > before);
        }
    }

    /** Another node, whose looks tell that time has passed. */
    private void enrolledToo() {
        NodeId other = NodeId.parse("0f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6c");
        log.append(
                other,
                1,
                TestNodes.enrolled(other, "redfish", Optional.of(bench.open().address()), ""));
    }

    @Test
    void keepsItsHandsOffANodeAtWhichTheEffectorIsAtWork() {
        SimulatedRedfishBmc bmc = enrolled(bench.open());
        bmc.misbehave(new BmcFault.IgnoresResets());
        Instant end = CLOCK.instant().plusSeconds(6);
        log.append(NODE, 2, TestNodes.asked(1, PowerAction.ON, Optional.empty(), CLOCK.instant(), end));
        AtomicInteger opened = new AtomicInteger();
        try (BmcAdapter _ = start(Optional.empty(), opened)) {
            enrolledToo();
            await().until(() -> log.told(PowerRead.class).size() >= 3);
            assertThat(log.signals)
                    .filteredOn(signal -> signal.body() instanceof PowerRead)
                    .noneMatch(signal -> signal.subject().key().equals(NODE.value()));
            assertThat(opened.get()).as("the effector's own work alone").isEqualTo(1);
        }
    }

    @Test
    @Tag("full")
    void looksAtManyNodesOnFewThreads() {
        List<SimulatedRedfishBmc> bmcs =
                IntStream.range(0, 10).mapToObj(_ -> bench.open()).toList();
        int nodes = 200;
        IntStream.range(0, nodes).forEach(i -> {
            NodeId id = NodeId.parse("%08x-3a58-4d0a-9c55-0f0e8a1f4a6b".formatted(i));
            log.append(
                    id,
                    1,
                    TestNodes.enrolled(
                            id, "redfish", Optional.of(bmcs.get(i % 10).address()), ""));
        });
        long before = platformThreads();
        try (BmcAdapter _ = start(Optional.empty())) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> log.signals.stream()
                                    .filter(signal -> signal.body() instanceof PowerRead)
                                    .map(signal -> signal.subject().key())
                                    .distinct()
                                    .count()
                            == nodes);
            assertThat(platformThreads() - before).isLessThan(16);
        }
    }

    private static long platformThreads() {
        return Thread.getAllStackTraces().size();
    }

    private SimulatedRedfishBmc enrolled(SimulatedRedfishBmc bmc) {
        log.append(NODE, 1, TestNodes.enrolled(NODE, "redfish", Optional.of(bmc.address()), ""));
        return bmc;
    }

    private List<BmcReport> reports() {
        return log.told(BmcReported.class).stream().map(BmcReported::report).toList();
    }

    private BmcAdapter start(Optional<Credential> account) {
        return start(account, new AtomicInteger());
    }

    /** @param opened counts the works begun at the first node's BMC */
    private BmcAdapter start(Optional<Credential> account, AtomicInteger opened) {
        PowerPace pace = new PowerPace(
                Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(50), Duration.ofMillis(20));
        BmcSettings settings = new BmcSettings(
                "bmc-adapter", _ -> account, CredentialStore.none(), Optional.empty(), 4, pace, Optional.of(OFTEN));
        return BmcAdapter.start(settings, log, log, log, CLOCK, driver -> new CountedDriver(driver, log, NODE, opened));
    }
}
