package io.rackledger.eventlog.kafka;

import io.rackledger.core.identity.Digest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Contents of the documents used last, up to a number of bytes. Thread-safe. */
final class DocumentCache {
    private static final long MOST_BYTES = 32L * 1024 * 1024;

    private final LinkedHashMap<Digest, byte[]> contents = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    synchronized void put(Digest digest, byte[] content) {
        remove(digest);
        contents.put(digest, content);
        bytes += content.length;
        Iterator<Map.Entry<Digest, byte[]>> oldest = contents.entrySet().iterator();
        while (bytes > MOST_BYTES && oldest.hasNext()) {
            bytes -= oldest.next().getValue().length;
            oldest.remove();
        }
    }

    synchronized void remove(Digest digest) {
        byte[] removed = contents.remove(digest);
        if (removed != null) {
            bytes -= removed.length;
        }
    }

    synchronized Optional<byte[]> get(Digest digest) {
        return Optional.ofNullable(contents.get(digest)).map(byte[]::clone);
    }
}
