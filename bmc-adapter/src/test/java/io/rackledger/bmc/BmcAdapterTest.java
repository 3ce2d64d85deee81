package io.rackledger.bmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.bmc.credential.CredentialStore;
import io.rackledger.bmc.credential.Credentials;
import io.rackledger.bmc.power.PowerPace;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeEvent.PowerActionEnded;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerOutcome.Confirmed;
import io.rackledger.core.node.PowerOutcome.Failed;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.PowerReported;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BmcAdapterTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final NodeId NODE = NodeId.parse("6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b");
    private static final PowerPace FAST =
            new PowerPace(Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofMillis(20));

    private final BmcBench bench = new BmcBench();
    private final ManualLog log = new ManualLog();

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void actsOnARequestAndReportsWhatWasRead() {
        SimulatedRedfishBmc bmc = bench.open();
        try (BmcAdapter _ = start("redfish-only")) {
            log.append(NODE, 1, enrolled("redfish", Optional.of(bmc.address()), ""));
            log.append(NODE, 2, asked(1, PowerAction.ON, CLOCK.instant().plusSeconds(10)));
            await().untilAsserted(() -> assertThat(reports(log)).hasSize(1));
        }
        assertThat(reports(log).getFirst().body())
                .isEqualTo(new PowerReported(new PowerRequestId(1), new Confirmed(PowerState.ON)));
        assertThat(reports(log).getFirst().source()).isEqualTo(bmc.address().authority());
    }

    @Test
    void takesUpAPendingRequestAfterARestartUnderTheSameSignalId() {
        SimulatedRedfishBmc bmc = bench.open();
        log.append(NODE, 1, enrolled("redfish", Optional.of(bmc.address()), ""));
        log.append(NODE, 2, asked(1, PowerAction.ON, CLOCK.instant().plusSeconds(10)));
        for (int start = 1; start <= 2; start++) {
            int reports = start;
            try (BmcAdapter _ = start("again")) {
                await().untilAsserted(() -> assertThat(reports(log)).hasSize(reports));
            }
        }
        assertThat(reports(log).get(0).id()).isEqualTo(reports(log).get(1).id());
    }

    @Test
    void touchesNothingWhenTheRequestIsOver() {
        SimulatedRedfishBmc bmc = bench.open();
        log.append(NODE, 1, enrolled("redfish", Optional.of(bmc.address()), ""));
        log.append(NODE, 2, asked(1, PowerAction.ON, CLOCK.instant().plusSeconds(10)));
        log.append(
                NODE,
                3,
                new PowerActionEnded(
                        CLOCK.instant(), new PowerRequestId(1), new Confirmed(PowerState.ON), Optional.empty()));
        log.append(NODE, 4, asked(2, PowerAction.READ, CLOCK.instant().plusSeconds(10)));
        try (BmcAdapter _ = start("replay")) {
            await().untilAsserted(() -> assertThat(reports(log)).hasSize(1));
        }
        assertThat(reports(log).getFirst().body())
                .isEqualTo(new PowerReported(new PowerRequestId(2), new Confirmed(PowerState.OFF)));
    }

    @Test
    void doesWhatTheFoldSaysWhenAVoidRecordCarriesTheSameNumber() {
        SimulatedRedfishBmc bmc = bench.open();
        log.append(NODE, 1, enrolled("redfish", Optional.of(bmc.address()), ""));
        log.append(NODE, 2, asked(1, PowerAction.READ, CLOCK.instant().plusSeconds(10)));
        log.append(NODE, 2, asked(1, PowerAction.ON, CLOCK.instant().plusSeconds(10)));
        try (BmcAdapter _ = start("void")) {
            await().untilAsserted(() -> assertThat(reports(log)).isNotEmpty());
        }
        assertThat(bmc.power()).isEqualTo(PowerState.OFF);
    }

    @Test
    void failsANodeWithoutBmcOrAccountOrDriverWithWordsOfHelp() {
        SimulatedRedfishBmc bmc = bench.open();
        expectFailure(enrolled("redfish", Optional.empty(), ""), FailureCode.BMC_UNREACHABLE, "set bmc_address");
        expectFailure(
                enrolled("redfish", Optional.of(bmc.address()), "lab"), FailureCode.BMC_REFUSED, "credential file");
        expectFailure(
                enrolled("telnet", Optional.of(bmc.address()), ""),
                FailureCode.BMC_REFUSED,
                "it has ipmi, manual, redfish, wol");
    }

    private void expectFailure(NodeEvent enrolled, FailureCode code, String words) {
        ManualLog fresh = new ManualLog();
        fresh.append(NODE, 1, enrolled);
        fresh.append(NODE, 2, asked(1, PowerAction.READ, CLOCK.instant().plusSeconds(10)));
        try (BmcAdapter _ = start("failure", fresh)) {
            await().untilAsserted(() -> assertThat(reports(fresh)).hasSize(1));
        }
        assertThat(reports(fresh).getFirst().body())
                .isInstanceOfSatisfying(
                        PowerReported.class,
                        report -> assertThat(report.outcome()).isInstanceOfSatisfying(Failed.class, failed -> {
                            assertThat(failed.code()).isEqualTo(code);
                            assertThat(failed.detail()).contains(words);
                        }));
    }

    private static List<Signal> reports(ManualLog of) {
        return of.signals.stream()
                .filter(signal -> signal.body() instanceof PowerReported)
                .toList();
    }

    private BmcAdapter start(String group) {
        return start(group, log);
    }

    private static BmcAdapter start(String group, ManualLog with) {
        BmcSettings settings = new BmcSettings(
                group, Credentials.none(), CredentialStore.none(), Optional.empty(), 4, FAST, Optional.empty());
        return BmcAdapter.start(settings, with, with, with, CLOCK);
    }

    private static NodeEvent enrolled(String driver, Optional<BmcAddress> bmc, String credential) {
        return TestNodes.enrolled(NODE, driver, bmc, credential);
    }

    private static NodeEvent asked(long id, PowerAction action, Instant deadline) {
        return TestNodes.asked(id, action, Optional.empty(), Instant.EPOCH, deadline);
    }
}
