package io.rackledger.eventlog;

import static io.rackledger.eventlog.LogFixture.AT;
import static io.rackledger.eventlog.LogFixture.await;
import static io.rackledger.eventlog.LogFixture.newMac;
import static io.rackledger.eventlog.LogFixture.newNode;
import static io.rackledger.eventlog.LogFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.ClaimResult;
import io.rackledger.core.door.Claims;
import io.rackledger.core.door.FormerHolders;
import io.rackledger.core.door.Reservation;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every form of the log does with claims, boot plans and documents. */
public abstract class StoresContract extends EventLogContract {
    private static final ClaimResult GRANTED = new ClaimResult.Granted();
    private static final Instant SOON = AT.plusSeconds(60);
    private static final FormerHolders LAPSED = _ -> CompletableFuture.completedFuture(true);

    private static Reservation wish(NodeId node, Instant at) {
        return new Reservation(node, 1, at, at.plusSeconds(60));
    }

    @Nested
    class ClaimsOfNodes {
        private final NodeId one = newNode();
        private final NodeId two = newNode();
        private final ClaimKey mac = ClaimKey.of(newMac());
        private final ClaimKey name = ClaimKey.ofName("n-" + UUID.randomUUID());

        @Test
        void reservesAllKeysOrNone() {
            Claims claims = log().claims();
            assertThat(await(claims.reserve(wish(one, AT), Set.of(name), LAPSED)))
                    .isEqualTo(GRANTED);
            assertThat(await(claims.reserve(wish(two, AT), Set.of(mac, name), LAPSED)))
                    .isEqualTo(new ClaimResult.Taken(name, one));
            assertThat(claims.holder(mac, AT)).isEmpty();
            assertThat(claims.holder(name, AT)).contains(one);
        }

        @Test
        void letsAReservationLapseUnlessItIsConfirmed() {
            Claims claims = log().claims();
            await(claims.reserve(wish(one, AT), Set.of(mac, name), LAPSED));
            assertThat(await(claims.confirm(one, Set.of(name), AT))).isEqualTo(GRANTED);
            assertThat(claims.holder(mac, SOON)).isEmpty();
            assertThat(claims.holder(name, SOON)).contains(one);
            assertThat(await(claims.reserve(wish(two, SOON), Set.of(mac), LAPSED)))
                    .isEqualTo(GRANTED);
            assertThat(await(claims.confirm(one, Set.of(mac), SOON))).isEqualTo(new ClaimResult.Taken(mac, two));
            assertThat(await(claims.reserve(wish(two, SOON), Set.of(name), LAPSED)))
                    .isEqualTo(new ClaimResult.Taken(name, one));
        }

        @Test
        void leavesAKeyThatLapsedToTheNodeThatHasItAllTheSame() {
            Claims claims = log().claims();
            await(claims.reserve(wish(one, AT), Set.of(mac), LAPSED));
            List<FormerHolders.Former> asked = new ArrayList<>();
            FormerHolders hasIt = former -> {
                asked.add(former);
                return CompletableFuture.completedFuture(false);
            };
            assertThat(await(claims.reserve(wish(two, SOON), Set.of(mac), hasIt)))
                    .isEqualTo(new ClaimResult.Taken(mac, one));
            assertThat(asked).containsExactly(new FormerHolders.Former(mac, one, 1));
            assertThat(claims.holder(mac, SOON.plusSeconds(3600))).contains(one);
        }

        @Test
        void takesARepeatForGranted() {
            Claims claims = log().claims();
            await(claims.reserve(wish(one, AT), Set.of(mac), LAPSED));
            assertThat(await(claims.reserve(wish(one, AT), Set.of(mac), LAPSED)))
                    .isEqualTo(GRANTED);
            await(claims.confirm(one, Set.of(mac), AT));
            assertThat(await(claims.confirm(one, Set.of(mac), AT))).isEqualTo(GRANTED);
            assertThat(await(claims.reserve(wish(one, AT), Set.of(mac), LAPSED)))
                    .isEqualTo(GRANTED);
        }

        @Test
        void releasesOnlyWhatIsOnesOwn() {
            Claims claims = log().claims();
            await(claims.reserve(wish(one, AT), Set.of(mac), LAPSED));
            await(claims.confirm(one, Set.of(mac), AT));
            assertThat(await(claims.release(two, Set.of(mac), 1, AT))).isEqualTo(GRANTED);
            assertThat(claims.holder(mac, AT)).contains(one);
            assertThat(await(claims.release(one, Set.of(mac), 1, AT))).isEqualTo(GRANTED);
            assertThat(claims.holder(mac, AT)).isEmpty();
        }

        @Test
        void givesAMacThatManyNodesClaimAtOnceToExactlyOne() {
            List<CompletableFuture<ClaimResult>> racing = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                racing.add(log().claims().reserve(wish(newNode(), AT), Set.of(mac), LAPSED));
                racing.add(other().claims().reserve(wish(newNode(), AT), Set.of(mac), LAPSED));
            }
            List<ClaimResult> results = racing.stream().map(LogFixture::await).toList();
            assertThat(results.stream().filter(GRANTED::equals)).hasSize(1);
            NodeId winner = log().claims().holder(mac, AT).orElseThrow();
            assertThat(results.stream().filter(new ClaimResult.Taken(mac, winner)::equals))
                    .hasSize(19);
        }
    }

    @Nested
    class Plans {
        @Test
        void showsAPlanUnderEachOfItsAddressesAndForgetsAWithdrawnOne() {
            NodeId node = newNode();
            MacAddress first = newMac();
            MacAddress second = newMac();
            BootPlan plan = plan(node, BootPlanKind.INSPECT, 3, first, second);
            await(log().bootPlanLog().publish(plan));
            Awaitility.await().untilAsserted(() -> {
                assertThat(log().bootPlans().byMac(first)).contains(plan);
                assertThat(other().bootPlans().byMac(second)).contains(plan);
            });
            assertThat(log().bootPlans().all().filter(plan::equals)).hasSize(1);
            await(log().bootPlanLog().withdraw(second));
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(other().bootPlans().byMac(second)).isEmpty());
            assertThat(other().bootPlans().byMac(first)).contains(plan);
        }

        @Test
        void keepsTheNewerPlanWhereALateWriterPublishesAnOlderOne() {
            NodeId node = newNode();
            MacAddress mac = newMac();
            await(log().bootPlanLog().publish(plan(node, BootPlanKind.DEPLOY, 9, mac)));
            await(other().bootPlanLog().publish(plan(node, BootPlanKind.CLEAN, 8, mac)));
            BootPlan newest = plan(node, BootPlanKind.LOCAL_DISK, 10, mac);
            List<BootPlan> heard = Collections.synchronizedList(new ArrayList<>());
            log().bootPlans().listen(plan -> {
                if (plan.node().equals(node)) {
                    heard.add(plan);
                }
            });
            await(log().bootPlanLog().publish(newest));
            Awaitility.await().untilAsserted(() -> assertThat(heard).contains(newest));
            assertThat(heard).doesNotContain(plan(node, BootPlanKind.CLEAN, 8, mac));
            assertThat(log().bootPlans().byMac(mac)).contains(newest);
        }
    }

    @Nested
    class DocumentsByDigest {
        @Test
        void givesBackWhatWasPutUntilItIsErased() {
            byte[] content = ("#cloud-config\n# " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
            Digest digest = await(log().documents().put(content));
            assertThat(digest).isEqualTo(Digest.of(content));
            assertThat(log().documents().get(digest)).hasValue(content);
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(other().documents().get(digest)).hasValue(content));
            await(log().documents().erase(digest));
            assertThat(log().documents().get(digest)).isEmpty();
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(other().documents().get(digest)).isEmpty());
        }

        @Test
        void takesAMebibyteAndRefusesMore() {
            byte[] largest = new byte[1024 * 1024];
            Digest digest = await(log().documents().put(largest));
            assertThat(log().documents().get(digest)).hasValue(largest);
            assertThatThrownBy(() -> await(log().documents().put(new byte[1024 * 1024 + 1])))
                    .hasRootCauseInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("too large");
        }
    }
}
