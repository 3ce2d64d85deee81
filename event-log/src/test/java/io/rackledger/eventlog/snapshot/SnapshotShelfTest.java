package io.rackledger.eventlog.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.NodeId;
import io.rackledger.eventlog.NodeWalk;
import io.rackledger.eventlog.fold.FoldedNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a reader believes of the snapshots topic, whoever wrote what into it. */
final class SnapshotShelfTest {
    private static final byte[] STAMP = SnapshotFrame.stamp(new byte[] {1}, "log");
    private static final byte[] OTHER = SnapshotFrame.stamp(new byte[] {2}, "log");
    private static final Checkpoint.Anchor ANCHOR = new Checkpoint.Anchor(41, 7);

    private final NodeWalk a = new NodeWalk(1).steps(12);
    private final NodeWalk b = new NodeWalk(2).steps(12);
    private final SnapshotShelf shelf = new SnapshotShelf(STAMP, true);

    private static FoldedNode at(NodeWalk walk, int record) {
        NodeStream stream = walk.streams().get(record);
        return new FoldedNode(walk.id, stream, 0, Optional.empty());
    }

    private void put(FoldedNode node) {
        put(node, STAMP);
    }

    private void put(FoldedNode node, byte[] stamp) {
        shelf.take(node.id().value(), SnapshotFrame.write(stamp, SnapshotCodec.encode(node)));
    }

    private void certify(long next) {
        shelf.take(Checkpoint.KEY, shelf.certify(next, ANCHOR));
    }

    private Map<NodeId, Long> sequences() {
        Map<NodeId, Long> found = new HashMap<>();
        shelf.forEach((node, content) -> found.put(node, content.getLong(0) / 2));
        return found;
    }

    @Test
    void believesWhatACheckpointVouchesFor() {
        put(at(a, 2));
        put(at(b, 3));
        assertThat(shelf.checkpoint()).isEmpty();
        certify(42);
        assertThat(shelf.checkpoint()).hasValueSatisfying(word -> {
            assertThat(word.next()).isEqualTo(42);
            assertThat(word.nodes()).isEqualTo(2);
            assertThat(word.anchor()).isEqualTo(ANCHOR);
        });
        assertThat(sequences()).isEqualTo(Map.of(a.id, 3L, b.id, 4L));
    }

    @Test
    void keepsTheCheckpointOverARoundThatWasBrokenOff() {
        put(at(a, 2));
        certify(42);
        put(at(a, 5));
        put(at(b, 1));
        assertThat(shelf.checkpoint())
                .hasValueSatisfying(word -> assertThat(word.next()).isEqualTo(42));
        assertThat(sequences()).isEqualTo(Map.of(a.id, 6L, b.id, 2L));
    }

    @Test
    void takesNoHarmFromAWriterThatShouldWriteNoMore() {
        SnapshotShelf zombie = new SnapshotShelf(STAMP, false);
        zombie.take(a.id.value(), SnapshotFrame.write(STAMP, SnapshotCodec.encode(at(a, 2))));
        put(at(a, 5));
        put(at(b, 1));
        certify(42);
        put(at(a, 2));
        shelf.take(Checkpoint.KEY, zombie.certify(9, ANCHOR));
        assertThat(sequences()).containsEntry(a.id, 6L);
        assertThat(shelf.checkpoint())
                .hasValueSatisfying(word -> assertThat(word.next()).isEqualTo(42));
        assertThat(shelf.newestHolds()).as("compaction would keep the zombie's").isFalse();
        assertThat(shelf.lacks(at(a, 5)))
                .as("compaction would keep the older one")
                .isTrue();
        assertThat(shelf.lacks(at(b, 1))).isFalse();
        put(at(a, 5));
        certify(43);
        assertThat(shelf.lacks(at(a, 5))).isFalse();
        assertThat(shelf.newestHolds()).isTrue();
    }

    @Test
    void doesNotBelieveACheckpointOverSnapshotsThatAreGoneOrBroken() {
        put(at(a, 2));
        byte[] broken = SnapshotFrame.write(STAMP, SnapshotCodec.encode(at(b, 3)));
        SnapshotShelf writers = new SnapshotShelf(STAMP, false);
        writers.take(a.id.value(), SnapshotFrame.write(STAMP, SnapshotCodec.encode(at(a, 2))));
        writers.take(b.id.value(), broken);
        byte[] damaged = broken.clone();
        damaged[damaged.length / 2] ^= 8;
        shelf.take(b.id.value(), damaged);
        shelf.take(Checkpoint.KEY, writers.certify(42, ANCHOR));
        assertThat(shelf.checkpoint()).isEmpty();
        assertThat(shelf.unreadable()).isEqualTo(1);
        assertThat(shelf.isEmpty()).isFalse();
    }

    @Test
    void ignoresTheSnapshotsOfOtherCodeAndWhatIsNoSnapshotAtAll() {
        put(at(a, 2), OTHER);
        shelf.take(Checkpoint.KEY, new SnapshotShelf(OTHER, false).certify(42, ANCHOR));
        shelf.take("not-a-node", "hello".getBytes(StandardCharsets.UTF_8));
        shelf.take(b.id.value(), new byte[0]);
        assertThat(shelf.checkpoint()).isEmpty();
        assertThat(sequences()).isEmpty();
        assertThat(shelf.lacks(at(a, 2))).isTrue();
        assertThat(shelf.strays()).containsExactlyInAnyOrder(a.id.value(), "not-a-node", b.id.value());
        shelf.take("not-a-node", null);
        shelf.take(b.id.value(), null);
        put(at(a, 2));
        assertThat(shelf.strays()).isEmpty();
    }

    @Test
    void doesNotLoseANodeToAnErasure() {
        put(at(a, 2));
        certify(42);
        shelf.take(a.id.value(), null);
        assertThat(sequences()).containsEntry(a.id, 3L);
        assertThat(shelf.lacks(at(a, 2))).isTrue();
    }
}
