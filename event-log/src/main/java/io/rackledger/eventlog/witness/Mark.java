package io.rackledger.eventlog.witness;

import java.util.zip.CRC32C;

/**
 * A record that was seen.
 *
 * @param print of key and content: another record in its place has another one
 * @param key of the record, such as a node's id
 */
public record Mark(long offset, long print, String key) {
    /** @param key and {@code value} as they lie in the log; empty where there are none */
    public static Mark of(long offset, byte[] key, byte[] value, String name) {
        CRC32C print = new CRC32C();
        print.update(key);
        print.update(value);
        return new Mark(offset, print.getValue(), name);
    }
}
