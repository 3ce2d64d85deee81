package io.rackledger.eventlog.kafka;

import static io.rackledger.eventlog.LogFixture.await;
import static io.rackledger.eventlog.LogFixture.newMac;
import static io.rackledger.eventlog.LogFixture.newNode;
import static io.rackledger.eventlog.LogFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.eventlog.replica.LogReplica;
import io.rackledger.eventlog.witness.LogWitness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The replica follows the topics boot-plans and documents, and takes over at its next start what happened while it was away. */
final class ReplicaOnKafkaTest {
    private static final byte[] OLD = "#cloud-config\n# old\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEW = "#cloud-config\n# new\n".getBytes(StandardCharsets.UTF_8);

    private final LogSettings settings = TestBroker.freshSettings();
    private final MacAddress moved = newMac();
    private final MacAddress withdrawn = newMac();

    @TempDir
    Path directory;

    @Test
    void takesOverWhatWasPublishedWithdrawnAndErasedWhileItWasAway() throws IOException {
        BootPlan before = plan(newNode(), BootPlanKind.DEPLOY, 7, moved);
        BootPlan after = plan(newNode(), BootPlanKind.CLEAN, 2, moved);
        try (KafkaLog writer = TestBroker.open(settings)) {
            await(writer.bootPlanLog().publish(before));
            await(writer.bootPlanLog().publish(plan(newNode(), BootPlanKind.HOLD, 3, withdrawn)));
            await(writer.documents().put(OLD));
            try (LogReplica replica = replica();
                    KafkaLog log = open(replica)) {
                follow(log);
                assertThat(log.bootPlans().byMac(moved)).contains(before);
                assertThat(replica.documents().get(Digest.of(OLD))).hasValue(OLD);
                Awaitility.await()
                        .untilAsserted(() -> assertThat(replica.standing().plansTo())
                                .contains(log.folded().getOrDefault("boot-plans", LogVector.START)));
            }
            try (LogReplica alone = replica()) {
                assertThat(alone.plans().byMac(moved)).contains(before);
                assertThat(alone.plans().byMac(withdrawn)).isPresent();
                assertThat(alone.documents().get(Digest.of(OLD))).hasValue(OLD);
            }
            await(writer.bootPlanLog().publish(after));
            await(writer.bootPlanLog().withdraw(withdrawn));
            await(writer.documents().put(NEW));
            await(writer.documents().erase(Digest.of(OLD)));
            try (LogReplica replica = replica();
                    KafkaLog log = open(replica)) {
                follow(log);
                assertThat(replica.plans().byMac(moved)).contains(after);
                assertThat(replica.plans().byMac(withdrawn)).isEmpty();
            }
        }
        try (LogReplica alone = replica()) {
            assertThat(alone.plans().byMac(moved)).contains(after);
            assertThat(alone.plans().byMac(withdrawn)).isEmpty();
            assertThat(alone.documents().get(Digest.of(OLD))).isEmpty();
            assertThat(alone.documents().get(Digest.of(NEW))).hasValue(NEW);
        }
    }

    @Test
    void saysWhyThereIsNoLog() {
        LogSettings nobody = LogSettings.cluster("127.0.0.1:9", Map.of());

        assertThat(KafkaLog.silence(nobody, Duration.ofMillis(500)))
                .hasValueSatisfying(why -> assertThat(why).contains("no broker of 127.0.0.1:9 answered"));
        assertThat(KafkaLog.silence(settings, Duration.ofSeconds(30))).isEmpty();
    }

    private static void follow(KafkaLog log) {
        log.bootPlans();
        log.documents();
        await(log.ready());
    }

    private LogReplica replica() throws IOException {
        return LogReplica.open(directory.resolve("replica"), Clock.systemUTC());
    }

    private KafkaLog open(LogReplica replica) throws IOException {
        return KafkaLog.open(settings, Clock.systemUTC(), LogWitness.open(directory.resolve("witness")), replica);
    }
}
