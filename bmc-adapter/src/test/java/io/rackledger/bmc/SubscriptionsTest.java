package io.rackledger.bmc;

import static io.rackledger.bmc.EventStand.HOUR;
import static io.rackledger.bmc.EventStand.NODE;
import static io.rackledger.bmc.EventStand.OFTEN;
import static io.rackledger.bmc.EventStand.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.simulated.RedfishCharacter;
import io.rackledger.bmc.simulated.RedfishTrait;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import io.rackledger.core.node.BmcFault;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.NodeEvent.AttributesChanged;
import io.rackledger.core.node.NodeEvent.BmcFaultCleared;
import io.rackledger.core.node.NodeEvent.BmcFaultFound;
import io.rackledger.core.node.NodeEvent.BmcIdentified;
import io.rackledger.core.node.NodeEvent.NodeDeleted;
import io.rackledger.core.node.NodeEvent.NodeEnrolled;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A subscription to events is kept at each Redfish BMC, over real HTTP. */
final class SubscriptionsTest {
    private static final Instant NOW = EventStand.CLOCK.instant();

    @TempDir
    private Path folder;

    private EventStand stand;
    private SimulatedRedfishBmc bmc;

    @BeforeEach
    void enroll() throws Exception {
        stand = new EventStand(folder);
        bmc = stand.bench.open();
        stand.enroll(NODE, bmc.address());
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    /** Another node, whose BMC shows that time has passed. */
    private SimulatedRedfishBmc enrolledToo() {
        SimulatedRedfishBmc other = stand.bench.open();
        stand.enroll(OTHER, other.address());
        return other;
    }

    private static void awaitVisits(SimulatedRedfishBmc other) {
        await().until(() -> other.subscriptions() == 1);
        long before = other.requests();
        await().until(() -> other.requests() >= before + 4);
    }

    @Test
    void makesOneAndFindsItAgainAfterARestart() {
        try (BmcAdapter _ = stand.start(OFTEN)) {
            await().until(() -> bmc.subscriptions() == 1);
        }
        List<String> before = bmc.eventDestinations();
        assertThat(before).hasSize(1).allMatch(url -> url.startsWith(stand.url("/" + NODE.value()) + "/"));
        int then = stand.opened.get();
        try (BmcAdapter _ = stand.start(OFTEN)) {
            await().until(() -> stand.opened.get() >= then + 2);
            assertThat(bmc.eventDestinations()).isEqualTo(before);
        }
    }

    @Test
    void makesAForgottenOneAnew() {
        try (BmcAdapter _ = stand.start(OFTEN)) {
            await().until(() -> bmc.subscriptions() == 1);
            List<String> before = bmc.eventDestinations();
            bmc.forgetSubscriptions();
            await().until(() -> bmc.eventDestinations().equals(before));
        }
    }

    @Test
    void makesASuspendedOneAnew() {
        try (BmcAdapter _ = stand.start(OFTEN)) {
            await().until(() -> bmc.subscriptions() == 1);
            bmc.suspendSubscriptions();
            await().until(() -> bmc.sendsEvents() && bmc.subscriptions() == 1);
        }
    }

    @Test
    void looksAtOnceWhenTheBmcIsBackFromAFault() {
        try (BmcAdapter _ = stand.start(HOUR)) {
            await().until(() -> bmc.subscriptions() == 1);
            stand.log.append(NODE, 2, new BmcFaultFound(NOW, new BmcFault("UNREACHABLE", "no answer", NOW), NOW));
            SimulatedRedfishBmc other = enrolledToo();
            await().until(() -> other.subscriptions() == 1);
            bmc.forgetSubscriptions();
            stand.log.append(NODE, 3, new BmcFaultCleared(NOW, NOW));
            await().until(() -> bmc.subscriptions() == 1);
        }
    }

    @Test
    void leavesABmcWithAFaultAlone() {
        stand.log.append(NODE, 2, new BmcFaultFound(NOW, new BmcFault("UNREACHABLE", "no answer", NOW), NOW));
        SimulatedRedfishBmc other = enrolledToo();
        try (BmcAdapter _ = stand.start(OFTEN)) {
            awaitVisits(other);
            assertThat(stand.opened.get()).isZero();
        }
    }

    @Test
    void endsWhatWentToAnEarlierUrl() {
        try (BmcAdapter _ = stand.start(OFTEN)) {
            await().until(() -> bmc.subscriptions() == 1);
        }
        try (BmcAdapter _ = stand.start(stand.url("/moved"), OFTEN, Optional.empty(), Optional.empty())) {
            await().until(() -> bmc.eventDestinations().size() == 1
                    && bmc.eventDestinations().getFirst().contains("/moved/"));
        }
    }

    @Test
    void endsItWhereTheNodeIsDeleted() {
        try (BmcAdapter _ = stand.start(HOUR)) {
            await().until(() -> bmc.subscriptions() == 1);
            stand.log.append(NODE, 2, new NodeDeleted(NOW));
            await().until(() -> bmc.subscriptions() == 0);
        }
    }

    @Test
    void goesWithTheNodeToAnotherBmc() {
        SimulatedRedfishBmc next = stand.bench.open();
        try (BmcAdapter _ = stand.start(HOUR)) {
            await().until(() -> bmc.subscriptions() == 1);
            NodeEnrolled changed = (NodeEnrolled) TestNodes.enrolled(NODE, "redfish", Optional.of(next.address()), "");
            stand.log.append(NODE, 2, new AttributesChanged(NOW, changed.attributes()));
            await().until(() -> bmc.subscriptions() == 0 && next.subscriptions() == 1);
        }
    }

    @Test
    void asksABmcThatHasNoEventsOnce() {
        bmc.behaveAs(RedfishCharacter.plain(RedfishTrait.NO_EVENTS));
        SimulatedRedfishBmc other = enrolledToo();
        try (BmcAdapter _ = stand.start(OFTEN)) {
            awaitVisits(other);
            assertThat(stand.opened.get()).isEqualTo(1);
            assertThat(stand.log.signals).as("no fault of the node").isEmpty();
        }
    }

    @Test
    void showsARefusedAccountOnce() {
        SimulatedRedfishBmc guarded = stand.bench.guarded();
        NodeEnrolled changed = (NodeEnrolled) TestNodes.enrolled(NODE, "redfish", Optional.of(guarded.address()), "");
        stand.log.append(NODE, 2, new AttributesChanged(NOW, changed.attributes()));
        SimulatedRedfishBmc other = enrolledToo();
        Optional<Credential> wrong = Optional.of(new Credential("admin", "wrong"));
        try (BmcAdapter _ = stand.start(stand.url(""), OFTEN, wrong, Optional.empty())) {
            await().until(() -> stand.opened.get() == 1);
            awaitVisits(other);
            assertThat(stand.opened.get()).isEqualTo(1);
        }
    }

    @Test
    void subscribesAtOnceWithAnotherAccountThanTheOneThatWasRefused() {
        SimulatedRedfishBmc guarded = stand.bench.guarded();
        NodeEnrolled changed = (NodeEnrolled) TestNodes.enrolled(NODE, "redfish", Optional.of(guarded.address()), "");
        stand.log.append(NODE, 2, new AttributesChanged(NOW, changed.attributes()));
        Optional<Credential> wrong = Optional.of(new Credential("admin", "wrong"));
        try (BmcAdapter _ = stand.start(stand.url(""), HOUR, wrong, Optional.empty())) {
            await().until(() -> stand.opened.get() == 1);
            stand.own.set(Optional.of(BmcBench.ADMIN));
            await().until(() -> guarded.subscriptions() == 1);
        }
    }

    @Test
    void subscribesNotAtTheBmcOfAnotherMachine() {
        stand.log.append(NODE, 2, new BmcIdentified(NOW, new BmcIdentity("", "SOMEBODY-ELSES"), NOW));
        SimulatedRedfishBmc other = enrolledToo();
        try (BmcAdapter _ = stand.start(OFTEN)) {
            awaitVisits(other);
            assertThat(stand.opened.get()).isPositive();
            assertThat(bmc.subscriptions()).isZero();
        }
    }
}
