package io.rackledger.eventlog;

import static io.rackledger.eventlog.LogFixture.await;
import static io.rackledger.eventlog.LogFixture.change;
import static io.rackledger.eventlog.LogFixture.enroll;
import static io.rackledger.eventlog.LogFixture.newNode;
import static io.rackledger.eventlog.LogFixture.signal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.OutdatedProgramException;
import io.rackledger.core.door.SharedFeedReader;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every form of the log does where a newer program writes to it: what decides or acts stops, what only shows goes on. */
public abstract class NewerWriterContract {
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NEWER_EVENT = "io.rackledger.node.wait-started.v2";
    private static final String NEWER_SIGNAL = "io.rackledger.signal.teleported.v1";

    /** A log of its own for this test: it will stop. */
    protected abstract EventLog log();

    /** Another program writes a record of this type. */
    protected abstract void write(LogTopic topic, NodeId node, String type, String version);

    @AfterEach
    final void close() {
        log().close();
    }

    @Test
    void stopsTheFoldOfNodesWithTypePlaceAndRemedy() {
        NodeId node = newNode();
        NodeId other = newNode();
        await(log().nodeLog().append(enroll(node, "known")));
        LogPosition before = EventLogContract.appended(await(log().nodeLog().append(enroll(other, "other"))))
                .record()
                .position();
        assertThat(log().stopped()).isNotDone();
        write(LogTopic.NODE_EVENTS, node, NEWER_EVENT, "9.8.7");

        assertThat(await(log().stopped()))
                .contains(NEWER_EVENT)
                .containsPattern("record \\S+ [0-9]+:[0-9]+ ")
                .contains("this program is older than the log's writers")
                .endsWith("start version >= 9.8.7");
        assertThat(log().nodeStates().current(node).sequence()).isEqualTo(1);
        assertThat(log().nodeStates().current(other).position()).isEqualTo(before);
    }

    @Test
    void sendsNothingMoreOfAnyNodeOnceItHasStopped() {
        NodeId node = newNode();
        NodeId other = newNode();
        await(log().nodeLog().append(enroll(node, "known")));
        await(log().nodeLog().append(enroll(other, "other")));
        write(LogTopic.NODE_EVENTS, node, NEWER_EVENT, "9.8.7");
        await(log().stopped());
        LogVector end = log().feed().end(LogTopic.NODE_EVENTS, PATIENCE);

        assertThatThrownBy(() -> await(log().nodeLog().append(change(other, 1))))
                .rootCause()
                .hasMessageContaining("the record was not sent to the log")
                .hasMessageContaining("start version >= 9.8.7");
        assertThat(log().feed().end(LogTopic.NODE_EVENTS, PATIENCE)).isEqualTo(end);
    }

    @Test
    void stopsReadersThatActAtANewerSignalEveryTimeTheyComeToIt() {
        NodeId node = newNode();
        await(log().signals().report(signal(node, "known")));
        write(LogTopic.SIGNALS, node, NEWER_SIGNAL, "9.8.7");
        for (int attempt = 0; attempt < 2; attempt++) {
            try (SharedFeedReader reader = log().feed().readShared("acting", List.of(LogTopic.SIGNALS))) {
                assertThatThrownBy(untilItThrows(reader))
                        .isInstanceOf(OutdatedProgramException.class)
                        .hasMessageContaining(NEWER_SIGNAL)
                        .hasMessageEndingWith("start version >= 9.8.7");
            }
        }
        assertThat(await(log().stopped())).contains(NEWER_SIGNAL).endsWith("start version >= 9.8.7");
    }

    @Test
    void handsTheRecordToReadersThatOnlyShowAndGoesOn() {
        NodeId node = newNode();
        write(LogTopic.SIGNALS, node, NEWER_SIGNAL, "9.8.7");
        LogPosition known = await(log().signals().report(signal(node, "known")));
        List<LogRecord> records = new ArrayList<>();
        try (FeedReader reader = log().feed().readAll(Map.of(LogTopic.SIGNALS, LogVector.START))) {
            Awaitility.await().atMost(PATIENCE).until(() -> {
                records.addAll(reader.poll(MOMENT));
                return reader.next(LogTopic.SIGNALS).covers(known);
            });
        }
        assertThat(records).hasSize(2).last().isEqualTo(new LogRecord.OfSignal(known, signal(node, "known")));
        assertThat(records.getFirst()).isInstanceOfSatisfying(LogRecord.Unreadable.class, unreadable -> {
            assertThat(unreadable.key()).isEqualTo(node.value());
            assertThat(unreadable.reason()).contains(NEWER_SIGNAL).contains("not known");
        });
        assertThat(log().stopped()).isNotDone();
    }

    private static ThrowingCallable untilItThrows(SharedFeedReader reader) {
        return () -> Awaitility.await().atMost(PATIENCE).until(() -> {
            reader.poll(MOMENT);
            return false;
        });
    }
}
