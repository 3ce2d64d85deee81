package io.rackledger.eventlog.kafka;

import static io.rackledger.eventlog.LogFixture.AT;
import static io.rackledger.eventlog.LogFixture.await;
import static io.rackledger.eventlog.LogFixture.change;
import static io.rackledger.eventlog.LogFixture.enroll;
import static io.rackledger.eventlog.LogFixture.newMac;
import static io.rackledger.eventlog.LogFixture.newNode;
import static io.rackledger.eventlog.LogFixture.signal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.ClaimResult;
import io.rackledger.core.door.Claims;
import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.Reservation;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.eventlog.codec.WireRecord;
import io.rackledger.eventlog.fold.Partitioning;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Records that we did not write, records that are gone, and places that never were. */
final class ForeignRecordsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static LogSettings settings;
    private static KafkaLog log;
    private static LogWriter stranger;

    @BeforeAll
    static void open() {
        settings = TestBroker.freshSettings();
        log = TestBroker.open(settings);
        log.nodeLog();
        await(log.ready());
        Clients clients = new Clients(settings);
        stranger = new LogWriter(() -> clients.producer("stranger", Duration.ZERO));
    }

    @AfterAll
    static void close() {
        stranger.close();
        log.close();
    }

    @Test
    void freezesTheNodeOfAnUnreadableRecordAndNoOther() {
        NodeId broken = newNode();
        NodeId sound = newNode();
        await(log.nodeLog().append(enroll(broken, "broken")));
        await(log.nodeLog().append(enroll(sound, "sound")));
        LogPosition position = await(stranger.send(LogWriter.record(
                TopicName.NODE_EVENTS.in(settings),
                Partitioning.of(broken.value(), settings.layout().partitions()),
                new WireRecord(broken.value(), Map.of("content-type", "text/plain"), utf8("hello")))));
        await(log.nodeStates().reached(position, PATIENCE));

        assertThatThrownBy(() -> await(log.nodeLog().append(change(broken, 1))))
                .hasRootCauseMessage("node " + broken + " cannot be written to: record "
                        + TopicName.NODE_EVENTS.in(settings) + " " + position
                        + " cannot be read: content type 'text/plain' is not known");
        assertThat(log.nodeStates().current(broken).sequence()).isEqualTo(1);
        assertThat(await(log.nodeLog().append(change(sound, 1)))).isInstanceOf(AppendResult.Appended.class);
        assertThat(read(LogTopic.NODE_EVENTS, LogVector.START, position))
                .contains(new LogRecord.Unreadable(
                        LogTopic.NODE_EVENTS, position, broken.value(), "content type 'text/plain' is not known"));
    }

    @Test
    void stopsLoudlyAtAnUnreadableClaim() {
        LogSettings other = TestBroker.freshSettings();
        try (KafkaLog stopping = TestBroker.open(other)) {
            ClaimKey key = ClaimKey.of(newMac());
            Claims claims = stopping.claims();
            assertThat(await(claims.reserve(
                            new Reservation(newNode(), 1, AT, AT.plusSeconds(60)),
                            Set.of(key),
                            former -> CompletableFuture.failedFuture(new AssertionError(former)))))
                    .isEqualTo(new ClaimResult.Granted());
            assertThat(stopping.stopped()).isNotDone();
            await(stranger.send(LogWriter.record(
                    TopicName.CLAIMS.in(other), 0, new WireRecord(key.value(), Map.of(), utf8("hello")))));
            assertThat(await(stopping.stopped())).contains("fold-claims").contains("cannot be read");
            assertThat(claims.holder(key, AT)).isPresent();
        }
    }

    @Test
    void goesOnAtTheOldestSignalThatIsStillKept() throws Exception {
        NodeId node = newNode();
        LogPosition gone = await(log.signals().report(signal(node, "gone")));
        LogPosition kept = await(log.signals().report(signal(node, "kept")));
        TopicPartition partition = new TopicPartition(TopicName.SIGNALS.in(settings), kept.partition());
        try (Admin admin = new Clients(settings).admin()) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(kept.offset())))
                    .all()
                    .get();
        }
        List<LogRecord> read = read(LogTopic.SIGNALS, LogVector.START, kept);
        assertThat(read).contains(new LogRecord.OfSignal(kept, signal(node, "kept")));
        assertThat(read.stream().map(LogRecord::position)).doesNotContain(gone);
    }

    @Test
    void refusesAPlaceThatIsPastTheEndOfTheLog() {
        LogVector beyond = LogVector.START.with(0, 1_000_000);
        assertThatThrownBy(() -> read(LogTopic.SIGNALS, beyond, new LogPosition(0, 1_000_001)))
                .hasMessageContaining("past the end of the log");
    }

    private static List<LogRecord> read(LogTopic topic, LogVector from, LogPosition until) {
        List<LogRecord> records = new ArrayList<>();
        try (FeedReader reader = log.feed().readAll(Map.of(topic, from))) {
            Awaitility.await().atMost(PATIENCE).until(() -> {
                records.addAll(reader.poll(Duration.ofMillis(200)));
                return reader.next(topic).covers(until);
            });
        }
        return records;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
