package io.rackledger.query.projection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into a table, in the binary format of PostgreSQL's {@code copy}: they are sent as soon as some are together, so the
 * server stores them while the next are made. Nothing else may be asked of the connection before the end. Closing without an end gives
 * all up. Not thread-safe.
 */
final class CopyRows implements AutoCloseable {
    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final short TRAILER = -1;
    private static final int NULL = -1;
    private static final int CHUNK = 64 * 1024;
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final CopyIn copy;
    private byte[] bytes = Arrays.copyOf(HEADER, CHUNK + CHUNK / 4);
    private int size = HEADER.length;

    private CopyRows(CopyIn copy) {
        this.copy = copy;
    }

    /** Begins; {@code sql} is a statement {@code copy … from stdin (format binary)}. */
    static CopyRows begin(Connection connection, String sql) throws SQLException {
        return new CopyRows(connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql));
    }

    /** Begins a row of so many fields. */
    void row(int fields) throws SQLException {
        if (size >= CHUNK) {
            flush();
        }
        put16((short) fields);
    }

    void absent() {
        put32(NULL);
    }

    void uuid(String text) {
        UUID id = UUID.fromString(text);
        put32(16);
        put64(id.getMostSignificantBits());
        put64(id.getLeastSignificantBits());
    }

    void text(String text) {
        utf8(text.getBytes(StandardCharsets.UTF_8));
    }

    void utf8(byte... utf8) {
        put32(utf8.length);
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
    }

    void int4(int number) {
        put32(4);
        put32(number);
    }

    void int8(long number) {
        put32(8);
        put64(number);
    }

    void bool(boolean value) {
        put32(1);
        room(1);
        bytes[size++] = (byte) (value ? 1 : 0);
    }

    /** Sends the rest; the server has taken all rows when this returns. */
    void end() throws SQLException {
        put16(TRAILER);
        flush();
        copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(bytes, 0, size);
        size = 0;
    }

    private void put16(short number) {
        room(Short.BYTES);
        SHORTS.set(bytes, size, number);
        size += Short.BYTES;
    }

    private void put32(int number) {
        room(Integer.BYTES);
        INTS.set(bytes, size, number);
        size += Integer.BYTES;
    }

    private void put64(long number) {
        room(Long.BYTES);
        LONGS.set(bytes, size, number);
        size += Long.BYTES;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.addExact(size, Math.max(more, size)));
        }
    }
}
