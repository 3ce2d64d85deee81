package io.rackledger.eventlog.kafka;

import static io.rackledger.eventlog.LogFixture.AT;
import static io.rackledger.eventlog.LogFixture.await;
import static io.rackledger.eventlog.LogFixture.enroll;
import static io.rackledger.eventlog.LogFixture.newMac;
import static io.rackledger.eventlog.LogFixture.newNode;
import static io.rackledger.eventlog.LogFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.Reservation;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.eventlog.EventLog;
import io.rackledger.eventlog.NewerWriterContract;
import io.rackledger.eventlog.codec.WireRecord;
import io.rackledger.eventlog.fold.Partitioning;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every fold of the log on Kafka stops at a record of a newer program; fields that nobody knows stop none. */
final class KafkaNewerWriterTest extends NewerWriterContract {
    private final LogSettings settings = TestBroker.freshSettings();
    private final KafkaLog log = TestBroker.open(settings);
    private final LogWriter stranger = new LogWriter(() -> new Clients(settings).producer("stranger", Duration.ZERO));

    @AfterEach
    void closeStranger() {
        stranger.close();
    }

    @Override
    protected EventLog log() {
        return log;
    }

    @Override
    protected void write(LogTopic topic, NodeId node, String type, String version) {
        write(TopicName.of(topic), node.value(), type, "{}", Optional.of(version));
    }

    @Test
    void stopsTheClaims() {
        ClaimKey key = ClaimKey.of(newMac());
        await(log.claims()
                .reserve(
                        new Reservation(newNode(), 1, AT, AT.plusSeconds(60)),
                        Set.of(key),
                        former -> CompletableFuture.failedFuture(new AssertionError(former))));
        write(TopicName.CLAIMS, key.value(), "io.rackledger.claim.shared.v1", "{}", Optional.of("9.8.7"));
        assertThat(await(log.stopped()))
                .contains("claim.shared.v1")
                .contains(TopicName.CLAIMS.in(settings))
                .endsWith("start version >= 9.8.7");
        assertThat(log.claims().holder(key, AT)).isPresent();
    }

    @Test
    void stopsTheBootPlansInsteadOfBootingAMachineWithAnOldOne() {
        MacAddress mac = newMac();
        BootPlan known = plan(newNode(), BootPlanKind.DEPLOY, 1, mac);
        await(log.bootPlanLog().publish(known));
        Awaitility.await()
                .untilAsserted(() -> assertThat(log.bootPlans().byMac(mac)).contains(known));
        write(TopicName.BOOT_PLANS, mac.value(), "io.rackledger.boot-plan.published.v2", "{}", Optional.of("9.8.7"));
        assertThat(await(log.stopped())).contains("boot-plan.published.v2").endsWith("start version >= 9.8.7");
    }

    @Test
    void stopsAtANameThatItsListDoesNotHave() {
        NodeId node = newNode();
        await(log.nodeLog().append(enroll(node, "named")));
        String data = "{\"at\":\"2026-03-04T05:06:07Z\",\"power\":\"hibernating\"}";
        write(
                TopicName.NODE_EVENTS,
                node.value(),
                "io.rackledger.node.power-state-observed.v1",
                data,
                Optional.empty());
        assertThat(await(log.stopped()))
                .contains("PowerState 'hibernating' is not known")
                .endsWith("start the version that wrote it, or a newer one (this is 0.1.0)");
    }

    @Test
    void readsARecordWithFieldsThatItDoesNotKnow() {
        NodeId node = newNode();
        await(log.nodeLog().append(enroll(node, "extended")));
        String data = "{\"at\":\"2026-03-04T05:06:07Z\",\"power\":\"on\",\"watts\":250}";
        write(
                TopicName.NODE_EVENTS,
                node.value(),
                "io.rackledger.node.power-state-observed.v1",
                data,
                Optional.empty());
        await(log.nodeStates().caughtUp(Duration.ofSeconds(30)));
        assertThat(log.nodeStates().current(node).sequence()).isEqualTo(2);
        assertThat(log.stopped()).isNotDone();
    }

    @Test
    void namesItsOwnVersionInEveryRecord() {
        WireRecord wire = new WireRecord("key", Map.of(), new byte[0]);
        assertThat(LogWriter.record("topic", 0, wire)
                        .headers()
                        .lastHeader(Outdated.WRITTEN_BY)
                        .value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(EventLog.PROGRAM_VERSION);
    }

    private void write(TopicName topic, String key, String type, String data, Optional<String> version) {
        Map<String, String> headers = Map.ofEntries(
                Map.entry("content-type", "application/json"),
                Map.entry("ce_specversion", "1.0"),
                Map.entry("ce_id", "from-the-future"),
                Map.entry("ce_source", "/rackledger/newer"),
                Map.entry("ce_type", type),
                Map.entry("ce_subject", key),
                Map.entry("ce_time", "2026-03-04T05:06:07Z"),
                Map.entry("ce_sequence", "2"),
                Map.entry("ce_commandid", "cmd-1"),
                Map.entry("ce_commandhash", "sha256:" + "0".repeat(64)));
        int partition = Partitioning.of(key, settings.layout().partitions());
        WireRecord wire = new WireRecord(key, headers, data.getBytes(StandardCharsets.UTF_8));
        ProducerRecord<byte[], byte[]> record = LogWriter.record(topic.in(settings), partition, wire);
        record.headers().remove(Outdated.WRITTEN_BY);
        version.ifPresent(text -> record.headers().add(Outdated.WRITTEN_BY, text.getBytes(StandardCharsets.UTF_8)));
        await(stranger.send(record));
    }
}
