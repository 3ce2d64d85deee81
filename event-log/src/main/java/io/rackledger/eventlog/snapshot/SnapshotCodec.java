package io.rackledger.eventlog.snapshot;

import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.door.NodeTraces;
import io.rackledger.core.door.RecentCommands;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.eventlog.codec.NodeStateCodec;
import io.rackledger.eventlog.codec.UnreadableException;
import io.rackledger.eventlog.fold.FoldedNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** All that the fold knows of a node, as bytes and back, exactly. */
public final class SnapshotCodec {
    private SnapshotCodec() {}

    /** Grows with each change of what the fold knows of a node. The content of its snapshot begins with it. */
    static long mark(FoldedNode node) {
        return node.stream().sequence() * 2 + (node.frozen().isPresent() ? 1 : 0);
    }

    public static byte[] encode(FoldedNode node) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2_048);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            NodeStream stream = node.stream();
            out.writeLong(mark(node));
            out.writeLong(stream.sequence());
            out.writeInt(stream.position().partition());
            out.writeLong(stream.position().offset());
            out.writeLong(node.first());
            out.writeUTF(node.frozen().orElse(""));
            writeNumbers(out, stream.recent().packed());
            writeTraces(out, stream.traces());
            out.write(NodeStateCodec.write(stream.state()));
        } catch (IOException e) {
            throw new UncheckedIOException("a snapshot in memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    public static FoldedNode decode(NodeId id, ByteBuffer content) throws UnreadableException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(
                content.array(), content.arrayOffset() + content.position(), content.remaining()))) {
            in.readLong();
            long sequence = in.readLong();
            LogPosition position = new LogPosition(in.readInt(), in.readLong());
            long first = in.readLong();
            String frozen = in.readUTF();
            RecentCommands recent = RecentCommands.of(readNumbers(in));
            NodeTraces traces = readTraces(in);
            NodeStream stream =
                    new NodeStream(NodeStateCodec.read(in.readAllBytes()), sequence, position, recent, traces);
            return new FoldedNode(id, stream, first, frozen.isEmpty() ? Optional.empty() : Optional.of(frozen));
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadableException("the snapshot of node " + id + " cannot be read: " + e, e);
        }
    }

    private static void writeNumbers(DataOutputStream out, long... numbers) throws IOException {
        out.writeByte(numbers.length);
        for (long number : numbers) {
            out.writeLong(number);
        }
    }

    private static long[] readNumbers(DataInputStream in) throws IOException {
        long[] numbers = new long[in.readUnsignedByte()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readLong();
        }
        return numbers;
    }

    private static void writeTraces(DataOutputStream out, NodeTraces traces) throws IOException {
        writeInstant(out, traces.claimsTouchedAt());
        writeInstant(out, traces.powerKnownAt());
        out.writeInt(traces.former().size());
        for (ClaimKey key : traces.former()) {
            out.writeUTF(key.value());
        }
    }

    private static NodeTraces readTraces(DataInputStream in) throws IOException {
        Instant touched = readInstant(in);
        Instant power = readInstant(in);
        Set<ClaimKey> former = new HashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            former.add(new ClaimKey(in.readUTF()));
        }
        return new NodeTraces(former, touched, power);
    }

    private static void writeInstant(DataOutputStream out, Instant instant) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static Instant readInstant(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }
}
