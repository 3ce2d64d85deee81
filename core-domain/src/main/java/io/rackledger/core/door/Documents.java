package io.rackledger.core.door;

import io.rackledger.core.identity.Digest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Content under its digest, kept apart from the events so that it can be erased: user data. Compacted topic documents. */
public interface Documents {
    /** Stores the content; completes when durable. At most 1 MiB. */
    CompletableFuture<Digest> put(byte[] content);

    /** The content, empty where it was never stored or is erased. */
    Optional<byte[]> get(Digest digest);

    /** Erases the content; its digest stays in the events. */
    CompletableFuture<Digest> erase(Digest digest);
}
