package io.rackledger.eventlog.fold;

import static io.rackledger.eventlog.LogFixture.AT;
import static io.rackledger.eventlog.LogFixture.attributes;
import static io.rackledger.eventlog.LogFixture.newCommand;
import static io.rackledger.eventlog.LogFixture.newMac;
import static io.rackledger.eventlog.LogFixture.newNode;
import static io.rackledger.eventlog.LogFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.PowerState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NodeTableTest {
    private final NodeTable table = new NodeTable();

    private static NodeRecord record(NodeId node, long sequence, int partition, long offset, NodeEvent... events) {
        AppendRequest request = request(node, sequence - 1, newCommand(), events);
        return new NodeRecord(
                node, sequence, new LogPosition(partition, offset), AT, request.context(), request.events());
    }

    /** Partitions come in any order: here all of the heir's first, then the past of the one who had the things before. */
    @Test
    void findsTheNodeThatHasAMacAndANameNowWhicheverPartitionIsFoldedFirst() {
        NodeId before = newNode();
        NodeId heir = newNode();
        MacAddress mac = newMac();
        table.apply(record(heir, 1, 1, 0, new NodeEvent.NodeEnrolled(AT, heir, attributes("web", mac))));
        table.apply(record(before, 1, 0, 0, new NodeEvent.NodeEnrolled(AT, before, attributes("web", mac))));
        table.apply(record(before, 2, 0, 1, new NodeEvent.NodeDeleted(AT)));
        assertThat(table.byMac(mac))
                .hasValueSatisfying(node -> assertThat(node.id()).isEqualTo(heir));
        assertThat(table.byName("web"))
                .hasValueSatisfying(node -> assertThat(node.id()).isEqualTo(heir));
    }

    /** A record that claimed a sequence too early is void for a full fold, and must be so for one that begins with a snapshot. */
    @Test
    void meetsAVoidRecordAgainAfterASnapshotAndLeavesItVoid() {
        NodeId node = newNode();
        NodeRecord enrolled = record(node, 1, 0, 0, new NodeEvent.NodeEnrolled(AT, node, attributes("a")));
        NodeRecord tooEarly =
                record(node, 3, 0, 1, new NodeEvent.PowerStateObserved(AT, PowerState.OFF, Optional.empty()));
        NodeRecord second =
                record(node, 2, 0, 2, new NodeEvent.PowerStateObserved(AT, PowerState.ON, Optional.empty()));
        table.apply(enrolled);
        table.apply(tooEarly);
        table.apply(second);
        NodeTable other = new NodeTable();
        table.all().forEach(other::restore);
        assertThat(other.apply(tooEarly)).isFalse();
        assertThat(other.apply(second)).isFalse();
        assertThat(other.current(node)).isEqualTo(table.current(node));
        assertThat(other.first(node)).contains(new LogPosition(0, 0));
    }

    @Test
    void keepsAFrozenNodeFrozenOverASnapshot() {
        NodeId node = newNode();
        table.freeze(node, "record 0:0 cannot be read");
        NodeTable other = new NodeTable();
        table.all().forEach(other::restore);
        assertThat(other.frozen(node)).isEqualTo(Optional.of("record 0:0 cannot be read"));
        assertThat(other.apply(record(node, 1, 0, 1, new NodeEvent.NodeEnrolled(AT, node, attributes("a")))))
                .isFalse();
    }
}
