package io.rackledger.eventlog.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.WaitDeadlines;
import io.rackledger.eventlog.NodeWalk;
import io.rackledger.eventlog.codec.UnreadableException;
import io.rackledger.eventlog.fold.FoldedNode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class SnapshotCodecTest {
    private static final NodeId ID = new NodeId("6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b");

    /** Every state of the lifecycle, with and without holds, failures, instances and paused clocks, deleted ones too. */
    @Test
    void givesBackExactlyWhatTheFoldKnewInEveryState() throws Exception {
        Set<ProvisionState> seen = EnumSet.noneOf(ProvisionState.class);
        Set<String> kinds = new TreeSet<>();
        for (long seed = 0; seed < 400; seed++) {
            NodeWalk walk = new NodeWalk(seed).steps(60);
            for (NodeStream stream : walk.streams()) {
                FoldedNode node = new FoldedNode(walk.id, stream, stream.sequence(), Optional.empty());
                assertThat(roundTrip(node)).isEqualTo(node);
                remember(stream.state(), seen, kinds);
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(ProvisionState.values());
        assertThat(kinds).contains("deleted", "paused", "failure", "instance", "hold", "pending power");
    }

    private static void remember(NodeState state, Set<ProvisionState> seen, Set<String> kinds) {
        switch (state) {
            case Node node -> {
                seen.add(node.state());
                node.waiting()
                        .filter(waiting -> waiting.deadlines() instanceof WaitDeadlines.Paused)
                        .ifPresent(_ -> kinds.add("paused"));
                node.failure().ifPresent(_ -> kinds.add("failure"));
                node.instance().ifPresent(_ -> kinds.add("instance"));
                node.holds().forEach(_ -> kinds.add("hold"));
                node.pendingPower().ifPresent(_ -> kinds.add("pending power"));
            }
            case NodeState.Deleted _ -> kinds.add("deleted");
            case NodeState.Unknown _ -> kinds.add("unknown");
        }
    }

    @Test
    void keepsThatANodeIsFrozen() throws Exception {
        FoldedNode frozen = new FoldedNode(ID, NodeStream.EMPTY, -1, Optional.of("record 0:7 cannot be read"));
        assertThat(roundTrip(frozen)).isEqualTo(frozen);
        FoldedNode sound = new FoldedNode(ID, NodeStream.EMPTY, -1, Optional.empty());
        assertThat(SnapshotCodec.mark(frozen)).isGreaterThan(SnapshotCodec.mark(sound));
    }

    @Test
    void refusesWhatIsCutShort() {
        NodeWalk walk = new NodeWalk(1).steps(9);
        byte[] whole =
                SnapshotCodec.encode(new FoldedNode(walk.id, walk.streams().getLast(), 0, Optional.empty()));
        for (int length = 0; length < whole.length; length += 7) {
            ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SnapshotCodec.decode(walk.id, cut)).isInstanceOf(UnreadableException.class);
        }
    }

    private static FoldedNode roundTrip(FoldedNode node) throws UnreadableException {
        return SnapshotCodec.decode(node.id(), ByteBuffer.wrap(SnapshotCodec.encode(node)));
    }
}
