package io.rackledger.eventlog.snapshot;

import io.rackledger.core.identity.NodeId;
import io.rackledger.eventlog.fold.FoldedNode;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One partition of the snapshots topic, folded record by record; reader and writer alike. Of each node the newest snapshot counts, whatever
 * order writers put them in: one that comes late from somebody who should write no more changes nothing. A checkpoint is believed where
 * count and hash hold at its place, and stays good while newer snapshots come: they cover all that it covers. One thread.
 */
public final class SnapshotShelf {
    private static final long MIX = 0xff51afd7ed558ccdL;

    private final byte[] stamp;
    private final boolean keepsContent;
    private final Map<NodeId, Slot> slots = new HashMap<>();
    /** Keys whose last record is not the one that counts: compaction would keep the wrong one. */
    private final Set<String> spoiled = new HashSet<>();

    private long hash;
    private long unreadable;
    private Optional<Checkpoint> checkpoint = Optional.empty();
    private boolean newestHolds;

    private record Slot(long mark, int crc, @Nullable ByteBuffer content) {}

    /** @param keepsContent whether the snapshots are wanted, or only what there is */
    public SnapshotShelf(byte[] stamp, boolean keepsContent) {
        this.stamp = stamp.clone();
        this.keepsContent = keepsContent;
    }

    /** A record of the topic, in the order of the partition. */
    public void take(String key, byte @Nullable [] value) {
        Optional<SnapshotFrame> frame = value == null ? Optional.empty() : SnapshotFrame.read(stamp, value);
        if (key.equals(Checkpoint.KEY)) {
            judge(frame.flatMap(each -> Checkpoint.read(each.content())));
            return;
        }
        Optional<NodeId> node = node(key);
        if (node.isPresent() && frame.isPresent() && frame.get().content().remaining() >= Long.BYTES) {
            put(node.get(), frame.get());
        } else if (value != null || node.filter(slots::containsKey).isPresent()) {
            unreadable++;
            spoiled.add(key);
        } else {
            spoiled.remove(key);
        }
    }

    private void put(NodeId node, SnapshotFrame frame) {
        long mark = frame.content().getLong(0);
        Slot before = slots.get(node);
        if (before != null && before.mark() > mark) {
            spoiled.add(node.value());
            return;
        }
        spoiled.remove(node.value());
        slots.put(node, new Slot(mark, frame.crc(), keepsContent ? frame.content() : null));
        hash += term(node, frame.crc()) - (before == null ? 0 : term(node, before.crc()));
    }

    private void judge(Optional<Checkpoint> word) {
        newestHolds = word.filter(each -> each.nodes() == slots.size() && each.hash() == hash)
                .isPresent();
        if (newestHolds) {
            checkpoint = word;
        }
    }

    /** The newest checkpoint that held. */
    public Optional<Checkpoint> checkpoint() {
        return checkpoint;
    }

    /** Whether the newest checkpoint of all holds; compaction keeps only that one. */
    public boolean newestHolds() {
        return newestHolds;
    }

    /** Whether anything was ever written here. */
    public boolean isEmpty() {
        return slots.isEmpty() && unreadable == 0 && checkpoint.isEmpty();
    }

    /** How many records were of another code, of another log, or broken. */
    public long unreadable() {
        return unreadable;
    }

    /** Whether the node's snapshot must be written: there is none, an older one, or one that compaction would not keep. */
    public boolean lacks(FoldedNode node) {
        Slot slot = slots.get(node.id());
        return slot == null
                || slot.mark() < SnapshotCodec.mark(node)
                || spoiled.contains(node.id().value());
    }

    /** Keys that are to be removed: what lies under them belongs to no node that we have. */
    public Set<String> strays() {
        Set<String> strays = new HashSet<>(spoiled);
        strays.removeIf(key -> node(key).filter(slots::containsKey).isPresent());
        return strays;
    }

    /** Sees every snapshot that counts. */
    public void forEach(BiConsumer<NodeId, ByteBuffer> sink) {
        slots.forEach((node, slot) -> {
            if (slot.content() != null) {
                sink.accept(node, slot.content().duplicate());
            }
        });
    }

    /** The value of a checkpoint over what is here now. */
    public byte[] certify(long next, Checkpoint.Anchor anchor) {
        return SnapshotFrame.write(stamp, new Checkpoint(next, slots.size(), hash, anchor).content());
    }

    private static Optional<NodeId> node(String key) {
        try {
            return Optional.of(new NodeId(key));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static long term(NodeId node, int crc) {
        long term = crc;
        String key = node.value();
        for (int i = 0; i < key.length(); i++) {
            term = (term ^ key.charAt(i)) * MIX;
        }
        return (term ^ term >>> 33) * MIX;
    }
}
