package io.rackledger.bmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.bmc.credential.CredentialStore;
import io.rackledger.bmc.driver.Drivers;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.VirtualMedia;
import io.rackledger.bmc.effector.Accounts;
import io.rackledger.bmc.effector.BmcLanes;
import io.rackledger.bmc.effector.BmcSignals;
import io.rackledger.bmc.inquiry.BmcInquiry;
import io.rackledger.bmc.inquiry.BmcTasks;
import io.rackledger.bmc.inquiry.Told;
import io.rackledger.bmc.redfish.RedfishDriver;
import io.rackledger.bmc.simulated.BmcFault;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import io.rackledger.core.door.SignalLog;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.BmcTask;
import io.rackledger.core.node.NodeEvent.BmcIdentified;
import io.rackledger.core.node.TaskPhase;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.BmcTaskTold;
import io.rackledger.core.signal.SignalSubject.OfNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators have done at a node's BMC, and what stands in the node's timeline of it. */
final class BmcTasksTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final URI IMAGE = URI.create("http://192.0.2.1/rescue.iso?key=s3cret");
    private static final String JANE = "operator:jane";

    private final BmcBench bench = new BmcBench();
    private final ManualLog log = new ManualLog();
    private final RedfishDriver driver = new RedfishDriver(CLOCK, Optional.empty(), Runnable::run);
    private SimulatedRedfishBmc bmc;

    @BeforeEach
    void enroll() {
        bmc = bench.guarded();
        log.append(TestNodes.NODE, 1, TestNodes.enrolled(TestNodes.NODE, "redfish", Optional.of(bmc.address()), ""));
    }

    @AfterEach
    void stop() {
        driver.close();
        bench.close();
    }

    private BmcTasks tasks(SignalLog signals) {
        BmcInquiry inquiry = new BmcInquiry(
                log,
                new Drivers(List.of(driver)),
                new Accounts(CredentialStore.none(), _ -> Optional.of(BmcBench.ADMIN)),
                new BmcLanes(),
                Duration.ofSeconds(10),
                CLOCK);
        return new BmcTasks(inquiry, new BmcSignals(signals, CLOCK), CLOCK);
    }

    private List<BmcTaskTold> told() {
        return log.told(BmcTaskTold.class);
    }

    @Test
    void putsAnImageIntoTheDriveAndWritesDownWhoAskedBeforeAndWhatCameOfIt() {
        Told<VirtualMedia> inserted = tasks(log).insertMedia("n1", IMAGE, JANE);
        assertThat(bmc.media()).contains(IMAGE.toString());
        assertThat(inserted)
                .isEqualTo(
                        new Told.Answer<>(bmc.address().authority(), new VirtualMedia(Optional.of(IMAGE.toString()))));
        assertThat(told()).hasSize(2);
        assertThat(told().getFirst())
                .isEqualTo(new BmcTaskTold(
                        BmcTask.INSERT_MEDIA,
                        TaskPhase.BEGUN,
                        JANE,
                        "",
                        Duration.ZERO,
                        "http://192.0.2.1/rescue.iso?..."));
        assertThat(told().getLast().phase()).isEqualTo(TaskPhase.DONE);
        assertThat(told().getLast().detail()).isEqualTo("holds http://192.0.2.1/rescue.iso?...");
        assertThat(log.signals)
                .extracting(Signal::subject)
                .allSatisfy(subject -> assertThat(subject)
                        .isInstanceOfSatisfying(
                                OfNode.class, of -> assertThat(of.node()).isEqualTo(TestNodes.NODE)));
        tasks(log).ejectMedia("n1", JANE);
        assertThat(bmc.media()).isEmpty();
        assertThat(told().getLast().detail()).isEqualTo("holds nothing");
    }

    @Test
    void restartsTheBmc() {
        assertThat(tasks(log).restart("n1", JANE)).isInstanceOf(Told.Answer.class);
        assertThat(bmc.restarts()).isEqualTo(1);
        assertThat(told()).extracting(BmcTaskTold::phase).containsExactly(TaskPhase.BEGUN, TaskPhase.DONE);
        assertThat(told().getLast().detail()).contains("Manager.Reset GracefulRestart");
    }

    @Test
    void writesDownWhatFailed() {
        bmc.misbehave(new BmcFault.InsertFails(100));
        assertThat(tasks(log).insertMedia("n1", IMAGE, JANE))
                .isInstanceOfSatisfying(
                        Told.Trouble.class,
                        trouble -> assertThat(trouble.kind()).isEqualTo(FailureKind.MEDIA));
        assertThat(told().getLast().phase()).isEqualTo(TaskPhase.FAILED);
        assertThat(told().getLast().kind()).isEqualTo("MEDIA");
        assertThat(told().getLast().detail()).contains("does not take image").doesNotContain("s3cret");
    }

    @Test
    void doesNothingWhileTheLogTakesNothingDown() {
        SignalLog deaf = _ -> CompletableFuture.failedFuture(new IllegalStateException("no log today"));
        assertThat(tasks(deaf).restart("n1", JANE))
                .isInstanceOfSatisfying(
                        Told.Trouble.class,
                        trouble -> assertThat(trouble.detail()).contains("while the log does not take down"));
        assertThat(bmc.restarts()).isZero();
        assertThat(bmc.requests()).isZero();
    }

    @Test
    void doesNothingAtTheBmcOfAnotherMachine() {
        log.append(
                TestNodes.NODE, 2, new BmcIdentified(CLOCK.instant(), new BmcIdentity("", "another"), CLOCK.instant()));
        assertThat(tasks(log).restart("n1", JANE))
                .isInstanceOfSatisfying(
                        Told.Trouble.class,
                        trouble -> assertThat(trouble.kind()).isEqualTo(FailureKind.IDENTITY));
        assertThat(bmc.restarts()).isZero();
        assertThat(told().getLast().kind()).isEqualTo("IDENTITY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rescue.iso",
                "file:///etc/passwd",
                "http:///rescue.iso",
                "http://jane:canary-1@192.0.2.1/rescue.iso",
                "http://192.0.2.1/with space.iso"
            })
    void takesNoImageThatABmcCannotFetchOrThatHoldsAPassword(String url) {
        assertThatThrownBy(() -> VirtualMedia.imageAt(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a URL that the BMC itself can reach")
                .hasMessageNotContaining("canary-1");
    }
}
