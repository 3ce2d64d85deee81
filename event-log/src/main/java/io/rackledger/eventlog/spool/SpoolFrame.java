package io.rackledger.eventlog.spool;

import io.rackledger.eventlog.codec.WireRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/** A record in a file: length, CRC32C, then key, headers and value. */
public final class SpoolFrame {
    private static final int HEAD = 8;
    private static final int LONGEST = 16 << 20;

    private SpoolFrame() {}

    /** What stood at a place of a file. */
    public sealed interface Read {
        /** @param length bytes of the whole frame */
        record Good(WireRecord record, int length) implements Read {}

        /** The file ends here, or within a frame, as a crash leaves it. */
        record End() implements Read {}

        /** Bytes that are no frame. */
        record Damaged(String why) implements Read {}
    }

    public static ByteBuffer write(WireRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(record.value().length + 512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(record.key());
            out.writeShort(record.headers().size());
            for (Map.Entry<String, String> header : record.headers().entrySet()) {
                out.writeUTF(header.getKey());
                out.writeUTF(header.getValue());
            }
            out.write(record.value());
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        byte[] body = bytes.toByteArray();
        return ByteBuffer.allocate(HEAD + body.length)
                .putInt(body.length)
                .putInt(checksum(body))
                .put(body)
                .flip();
    }

    /** Reads the frame at the buffer's position; the position moves only past a good one. */
    public static Read read(ByteBuffer file) {
        if (file.remaining() < HEAD) {
            return new Read.End();
        }
        int start = file.position();
        int length = file.getInt(start);
        if (length <= 0 || length > LONGEST) {
            return new Read.Damaged("a length of " + length);
        }
        if (file.remaining() - HEAD < length) {
            return new Read.End();
        }
        byte[] body = new byte[length];
        file.get(start + HEAD, body);
        if (checksum(body) != file.getInt(start + 4)) {
            return new Read.Damaged("a checksum that does not fit");
        }
        return parse(body)
                .<Read>map(record -> {
                    file.position(start + HEAD + length);
                    return new Read.Good(record, HEAD + length);
                })
                .orElseGet(() -> new Read.Damaged("a content that is no record"));
    }

    private static Optional<WireRecord> parse(byte[] body) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
            String key = in.readUTF();
            int count = in.readUnsignedShort();
            Map<String, String> headers = new HashMap<>();
            for (int i = 0; i < count; i++) {
                headers.put(in.readUTF(), in.readUTF());
            }
            return Optional.of(new WireRecord(key, headers, in.readAllBytes()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static int checksum(byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(body);
        return (int) crc.getValue();
    }
}
