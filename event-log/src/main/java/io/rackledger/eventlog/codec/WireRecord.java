package io.rackledger.eventlog.codec;

import java.util.Map;

/**
 * A record as it lies in a topic.
 *
 * @param headers in UTF-8; CloudEvents attributes carry the prefix {@code ce_}
 */
public record WireRecord(String key, Map<String, String> headers, byte[] value) {
    public WireRecord {
        headers = Map.copyOf(headers);
    }
}
