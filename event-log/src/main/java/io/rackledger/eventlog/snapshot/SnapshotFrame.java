package io.rackledger.eventlog.snapshot;

import io.rackledger.core.identity.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How a value lies in the snapshots topic: a stamp that says which code made it over which log, a check sum, and the content.
 *
 * @param crc CRC-32C of the content
 */
public record SnapshotFrame(int crc, ByteBuffer content) {
    /** Bytes of a stamp. */
    public static final int STAMP = 16;

    private static final int HEAD = STAMP + Integer.BYTES;

    /** The stamp of this code over the log with this identity. */
    public static byte[] stamp(byte[] foldVersion, String log) {
        MessageDigest sha = Digest.sha256();
        sha.update(foldVersion);
        sha.update(log.getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(sha.digest(), STAMP);
    }

    public static byte[] write(byte[] stamp, byte[] content) {
        return ByteBuffer.allocate(HEAD + content.length)
                .put(stamp)
                .putInt(crc(ByteBuffer.wrap(content)))
                .put(content)
                .array();
    }

    /** The frame, empty where it bears another stamp or is broken. */
    public static Optional<SnapshotFrame> read(byte[] stamp, byte[] value) {
        if (value.length < HEAD || !Arrays.equals(value, 0, STAMP, stamp, 0, STAMP)) {
            return Optional.empty();
        }
        int crc = ByteBuffer.wrap(value).getInt(STAMP);
        ByteBuffer content = ByteBuffer.wrap(value, HEAD, value.length - HEAD).slice();
        return crc == crc(content.duplicate()) ? Optional.of(new SnapshotFrame(crc, content)) : Optional.empty();
    }

    private static int crc(ByteBuffer content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }
}
