package io.rackledger.boot.file;

import io.rackledger.core.identity.Digest;
import java.nio.file.Path;
import java.time.Instant;

/** One version of a file that is served. */
public record ShelvedFile(String name, Path path, long size, Instant modified, Digest digest) {
    /** Entity tag: the content's digest, so that equal content has an equal tag on every server. */
    public String entityTag() {
        return '"' + digest.value().substring("sha256:".length()) + '"';
    }
}
