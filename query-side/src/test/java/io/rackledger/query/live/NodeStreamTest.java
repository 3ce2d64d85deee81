package io.rackledger.query.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.eventlog.memory.InMemoryLog;
import io.rackledger.query.Rack;
import io.rackledger.query.document.NodeSummary;
import io.rackledger.query.filter.NodeFilter;
import io.rackledger.query.projection.ProjectionProgress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class NodeStreamTest {
    private static final LiveSettings SETTINGS =
            new LiveSettings(Duration.ofSeconds(15), Duration.ofSeconds(15), 10, 1);

    private Instant now = Rack.START;

    /** A client that takes its time over each event, and goes away after some. */
    private final class RecordingSink implements StreamSink {
        private final List<String> told = new ArrayList<>();
        private final Duration perEvent;
        private final int patience;
        private boolean ended;

        RecordingSink(Duration perEvent, int patience) {
            this.perEvent = perEvent;
            this.patience = patience;
        }

        @Override
        public void event(String id, String name, Object data) throws IOException {
            if (told.size() == patience) {
                throw new IOException("gone");
            }
            now = now.plus(perEvent);
            told.add(name + " " + id);
        }

        @Override
        public void heartbeat(String id) {
            told.add("heartbeat " + id);
        }

        @Override
        public void end() {
            ended = true;
        }
    }

    private static List<NodeChange> changes(LogVector place, int limit) {
        InMemoryLog log = new InMemoryLog();
        Rack rack = new Rack(log.nodeLog(), log.nodeStates(), log.signals());
        NodeId node = rack.enroll(1, "web-1");
        return LongStream.range(place.of(0), place.of(0) + limit)
                .mapToObj(offset -> new LogPosition(0, offset))
                .map(position -> new NodeChange(
                        position,
                        Optional.empty(),
                        NodeSummary.of(rack.node(node), position.offset() + 1, position, Rack.START)))
                .toList();
    }

    private RecordingSink run(RecordingSink sink) {
        ChangeSource source = (place, _, limit) -> changes(place, limit);
        new NodeStream(SETTINGS, () -> now, new ProjectionProgress(), source, NodeFilter.ALL, LogVector.START, sink)
                .run();
        return sink;
    }

    @Test
    void cutsASlowClientOffWithItsPosition() {
        RecordingSink sink = run(new RecordingSink(Duration.ofSeconds(2), 1000));
        assertThat(sink.told).hasSize(12).startsWith("heartbeat ", "node 0:1").endsWith("node 0:10", "cut 0:10");
        assertThat(sink.ended).isTrue();
    }

    @Test
    void endsWhenTheClientHasGone() {
        RecordingSink sink = run(new RecordingSink(Duration.ofMillis(1), 25));
        assertThat(sink.told).hasSize(25).endsWith("node 0:24");
        assertThat(sink.ended).isTrue();
    }
}
