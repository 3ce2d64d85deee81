package io.rackledger.bmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.bmc.credential.Credentials;
import io.rackledger.bmc.credential.MasterKey;
import io.rackledger.bmc.credential.SealedStore;
import io.rackledger.bmc.observer.ObserverPace;
import io.rackledger.bmc.power.PowerPace;
import io.rackledger.bmc.simulated.SelfSignedCertificate;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import io.rackledger.core.node.BmcReport;
import io.rackledger.core.node.BmcReport.Failing;
import io.rackledger.core.node.NodeEvent.BmcFaultFound;
import io.rackledger.core.node.NodeEvent.BmcTrusted;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerOutcome.Confirmed;
import io.rackledger.core.node.PowerOutcome.Failed;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.signal.SignalBody.BmcReported;
import io.rackledger.core.signal.SignalBody.PowerRead;
import io.rackledger.core.signal.SignalBody.PowerReported;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A BMC that shows another certificate, by the whole adapter: a fault, then nothing is switched, until it is trusted anew. */
final class TrustedAnewTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final PowerPace FAST =
            new PowerPace(Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofMillis(20));

    private final BmcBench bench = new BmcBench();
    private final ManualLog log = new ManualLog();

    @TempDir
    private Path data;

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void switchesNothingByABmcWithAnotherCertificateUntilItIsTrustedAnew() throws Exception {
        SelfSignedCertificate first = SelfSignedCertificate.make(data, "first", "ip:127.0.0.1");
        SelfSignedCertificate second = SelfSignedCertificate.make(data, "second", "ip:127.0.0.1");
        SimulatedRedfishBmc bmc = bench.secured(first.context());
        log.append(TestNodes.NODE, 1, TestNodes.enrolled(TestNodes.NODE, "redfish", Optional.of(bmc.address()), ""));
        try (BmcAdapter _ = start(true)) {
            await().until(() -> !log.told(PowerRead.class).isEmpty());
            SimulatedRedfishBmc other = bench.again(bmc, second.context());
            await().until(() -> reports().stream().anyMatch(TrustedAnewTest::isOfTheCertificate));
            Failing failing = (Failing) reports().stream()
                    .filter(TrustedAnewTest::isOfTheCertificate)
                    .findFirst()
                    .orElseThrow();
            log.append(TestNodes.NODE, 2, new BmcFaultFound(CLOCK.instant(), failing.fault(), CLOCK.instant()));
            assertThat(failing.fault().detail()).contains("CN=second").contains("bmc trust NODE");
            assertThat(other.requests()).isZero();
        }
        // Another process, which finds the certificate on the disk; nobody watches, so that only the request speaks.
        try (BmcAdapter _ = start(false)) {
            ask(3, 1);
            await().until(() -> log.told(PowerReported.class).size() == 1);
            assertThat(log.told(PowerReported.class).getFirst().outcome())
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.detail()).contains("another certificate"));
            log.append(TestNodes.NODE, 4, new BmcTrusted(Instant.parse("2026-03-04T12:00:00Z")));
            ask(5, 2);
            await().until(() -> log.told(PowerReported.class).size() == 2);
            assertThat(log.told(PowerReported.class).getLast().outcome()).isEqualTo(new Confirmed(PowerState.ON));
        }
    }

    private static boolean isOfTheCertificate(BmcReport report) {
        return report instanceof Failing failing && failing.fault().kind().equals("CERTIFICATE");
    }

    private void ask(long sequence, long id) {
        log.append(
                TestNodes.NODE,
                sequence,
                TestNodes.asked(
                        id,
                        PowerAction.ON,
                        Optional.empty(),
                        CLOCK.instant(),
                        CLOCK.instant().plusSeconds(60)));
    }

    private List<BmcReport> reports() {
        return log.told(BmcReported.class).stream().map(BmcReported::report).toList();
    }

    private BmcAdapter start(boolean watching) throws Exception {
        SealedStore store = SealedStore.open(
                data.resolve("accounts"), MasterKey.readOrCreate(data.resolve("master.key")), List.of());
        Credentials accounts = _ -> Optional.of(BmcBench.ADMIN);
        ObserverPace often = new ObserverPace(Duration.ofMillis(300), 3, Duration.ofSeconds(10), 8);
        BmcSettings settings = new BmcSettings(
                "bmc-adapter",
                accounts,
                store,
                Optional.empty(),
                4,
                FAST,
                watching ? Optional.of(often) : Optional.empty());
        return BmcAdapter.start(settings, log, log, log, CLOCK);
    }
}
