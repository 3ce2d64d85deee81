package io.rackledger.bmc;

import static io.rackledger.bmc.EventStand.HOUR;
import static io.rackledger.bmc.EventStand.NODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.bmc.event.EventDesk;
import io.rackledger.bmc.event.EventDesk.Outcome;
import io.rackledger.bmc.observer.ObserverPace;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.NodeEvent.NodeDeleted;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.BmcEventHeard;
import io.rackledger.core.signal.SignalBody.PowerRead;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a BMC tells becomes signals of its node, and a reason to look. */
final class EventsTest {
    private static final Optional<ObserverPace> SELDOM =
            Optional.of(ObserverPace.standard().every(HOUR));

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

    @Test
    void readsThePowerAtOnceThatAForeignHandHasSwitchedThoughItLooksEachHourOnly() {
        try (BmcAdapter _ = stand.start(stand.url(""), HOUR, Optional.empty(), SELDOM)) {
            await().until(() -> bmc.subscriptions() == 1);
            bmc.changeFromOutside(PowerState.ON);
            await().until(() -> stand.log.told(PowerRead.class).equals(List.of(new PowerRead(PowerState.ON))));
            BmcEventHeard heard = stand.log.told(BmcEventHeard.class).getFirst();
            assertThat(heard.messageId()).isEqualTo("ResourceEvent.1.3.ResourcePoweredOn");
            assertThat(heard.origin()).isEqualTo("/redfish/v1/Systems/1");
            assertThat(stand.log.signals)
                    .allSatisfy(signal -> assertThat(signal.subject().key()).isEqualTo(NODE.value()))
                    .allSatisfy(signal -> assertThat(signal.toString()).doesNotContain(token()));
        }
    }

    private String token() {
        String path = URI.create(bmc.eventDestinations().getFirst()).getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Test
    void believesNothingOfPowerThatAnEventTells() {
        try (BmcAdapter adapter = stand.start(stand.url(""), HOUR, Optional.empty(), SELDOM)) {
            await().until(() -> bmc.subscriptions() == 1);
            EventDesk desk = adapter.events().orElseThrow();
            assertThat(post(desk, "PowerOn lied", "t1")).isEqualTo(Outcome.KEPT);
            await().until(() -> !stand.log.told(PowerRead.class).isEmpty());
            assertThat(stand.log.told(PowerRead.class)).containsOnly(new PowerRead(PowerState.OFF));
        }
    }

    @Test
    void isTakenOnceTheLogHasItAndNotBefore() {
        try (BmcAdapter adapter = stand.start(HOUR)) {
            await().until(() -> bmc.subscriptions() == 1);
            EventDesk desk = adapter.events().orElseThrow();
            stand.log.away = true;
            bmc.changeFromOutside(PowerState.ON);
            await().until(() -> desk.posts(Outcome.LATER) >= 1);
            stand.log.away = false;
            await().until(() -> desk.posts(Outcome.KEPT) == 1);
            assertThat(stand.log.told(BmcEventHeard.class)).hasSize(1);
        }
    }

    @Test
    void knowsWhatIsToldOnceMoreFromWhatHappensAgain() {
        try (BmcAdapter adapter = stand.start(HOUR)) {
            await().until(() -> bmc.subscriptions() == 1);
            EventDesk desk = adapter.events().orElseThrow();
            for (String at : List.of("2026-03-04T12:00:00Z", "2026-03-04T12:00:00Z", "2026-03-04T12:00:01Z")) {
                assertThat(post(desk, "Fan 1 failed", at)).isEqualTo(Outcome.KEPT);
            }
            List<SignalId> ids = stand.log.signals.stream().map(Signal::id).toList();
            assertThat(ids).hasSize(3);
            assertThat(ids.get(1)).isEqualTo(ids.get(0));
            assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
        }
    }

    @Test
    void takesNothingByAPathThatIsNoNodesOrOfANodeThatIsGone() {
        try (BmcAdapter adapter = stand.start(HOUR)) {
            await().until(() -> bmc.subscriptions() == 1);
            EventDesk desk = adapter.events().orElseThrow();
            byte[] body = "{\"Events\":[{\"Message\":\"m\"}]}".getBytes(StandardCharsets.UTF_8);
            String path = URI.create(bmc.eventDestinations().getFirst()).getPath();
            for (String wrong :
                    List.of("", "/", path + "0", path.replace(token(), "0".repeat(40)), "/" + NODE.value())) {
                assertThat(desk.take(wrong, body).outcome()).as(wrong).isEqualTo(Outcome.UNKNOWN);
            }
            assertThat(desk.take(path, "{}".getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(new EventDesk.Taken(
                            Outcome.MALFORMED, "The body has no array Events; only Redfish events are taken here."));
            stand.log.append(NODE, 2, new NodeDeleted(EventStand.CLOCK.instant()));
            assertThat(desk.take(path, body).outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(stand.log.signals).isEmpty();
            assertThat(desk.posts(Outcome.UNKNOWN)).isEqualTo(6);
        }
    }

    @Test
    void leavesOutWhatIsOfAnotherSystemOfTheChassis() {
        try (BmcAdapter adapter = stand.start(HOUR)) {
            await().until(() -> bmc.subscriptions() == 1);
            String body =
                    "{\"Events\":[{\"Message\":\"mine\",\"OriginOfCondition\":{\"@odata.id\":\"/redfish/v1/Systems/1/Memory/1\"}},"
                            + "{\"Message\":\"theirs\",\"OriginOfCondition\":{\"@odata.id\":\"/redfish/v1/Systems/12\"}},"
                            + "{\"Message\":\"all's\",\"OriginOfCondition\":{\"@odata.id\":\"/redfish/v1/Chassis/1\"}}]}";
            String path = URI.create(bmc.eventDestinations().getFirst()).getPath();
            EventDesk desk = adapter.events().orElseThrow();
            assertThat(desk.take(path, body.getBytes(StandardCharsets.UTF_8)).outcome())
                    .isEqualTo(Outcome.KEPT);
            assertThat(stand.log.told(BmcEventHeard.class))
                    .extracting(BmcEventHeard::message)
                    .containsExactly("mine", "all's");
        }
    }

    @Test
    void looksOnceWhereManyEventsSpeakOfPower() {
        try (BmcAdapter adapter = stand.start(stand.url(""), HOUR, Optional.empty(), SELDOM)) {
            await().until(() -> bmc.subscriptions() == 1);
            int visits = stand.opened.get();
            EventDesk desk = adapter.events().orElseThrow();
            for (int i = 0; i < 100; i++) {
                assertThat(post(desk, "Power supply " + i, "t1")).isEqualTo(Outcome.KEPT);
            }
            await().until(() -> !stand.log.told(PowerRead.class).isEmpty());
            assertThat(stand.opened.get() - visits)
                    .as("one look, and one more for what came while it was under way")
                    .isBetween(1, 2);
        }
    }

    private Outcome post(EventDesk desk, String message, String at) {
        String path = URI.create(bmc.eventDestinations().getFirst()).getPath();
        String body = "{\"Events\":[{\"Message\":\"" + message + "\",\"EventTimestamp\":\"" + at + "\"}]}";
        return desk.take(path, body.getBytes(StandardCharsets.UTF_8)).outcome();
    }
}
