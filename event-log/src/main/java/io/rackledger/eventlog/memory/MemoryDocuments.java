package io.rackledger.eventlog.memory;

import io.rackledger.core.door.Documents;
import io.rackledger.core.identity.Digest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Documents in a map. */
final class MemoryDocuments implements Documents {
    private static final int LARGEST = 1024 * 1024;

    private final Map<Digest, byte[]> contents = new ConcurrentHashMap<>();

    @Override
    public CompletableFuture<Digest> put(byte[] content) {
        if (content.length > LARGEST) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(
                    "a document of " + content.length + " bytes is too large; at most " + LARGEST));
        }
        Digest digest = Digest.of(content);
        contents.put(digest, content.clone());
        return CompletableFuture.completedFuture(digest);
    }

    @Override
    public Optional<byte[]> get(Digest digest) {
        return Optional.ofNullable(contents.get(digest)).map(byte[]::clone);
    }

    @Override
    public CompletableFuture<Digest> erase(Digest digest) {
        contents.remove(digest);
        return CompletableFuture.completedFuture(digest);
    }
}
