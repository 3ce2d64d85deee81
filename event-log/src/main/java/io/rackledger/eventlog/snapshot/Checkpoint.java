package io.rackledger.eventlog.snapshot;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The word of a writer that the snapshots before it in its partition are whole.
 *
 * @param next offset in node-events up to which every record is in the snapshots; the fold goes on there
 * @param nodes how many snapshots there are
 * @param hash over their keys and contents, in any order
 * @param anchor a record of node-events that no snapshot is newer than; where it is another one, this is another log
 */
public record Checkpoint(long next, long nodes, long hash, Anchor anchor) {
    /** Its key; no node has it. */
    public static final String KEY = "checkpoint";

    /**
     * A record of node-events, known by its place and a print of its broker time, key and size.
     *
     * @param offset -1 before any record
     */
    public record Anchor(long offset, long print) {
        /** Before any record. */
        public static final Anchor NONE = new Anchor(-1, 0);

        /** @param timestamp given by the broker */
        public static Anchor of(long offset, long timestamp, byte[] key, int size) {
            long print = timestamp;
            for (byte each : key) {
                print = print * 31 + each;
            }
            return new Anchor(offset, print * 31 + size);
        }
    }

    byte[] content() {
        return ByteBuffer.allocate(5 * Long.BYTES)
                .putLong(next)
                .putLong(nodes)
                .putLong(hash)
                .putLong(anchor.offset())
                .putLong(anchor.print())
                .array();
    }

    static Optional<Checkpoint> read(ByteBuffer content) {
        try {
            return Optional.of(new Checkpoint(
                    content.getLong(),
                    content.getLong(),
                    content.getLong(),
                    new Anchor(content.getLong(), content.getLong())));
        } catch (BufferUnderflowException _) {
            return Optional.empty();
        }
    }
}
