package io.rackledger.boot.endpoint;

import io.rackledger.boot.http.Answer;
import io.rackledger.core.identity.Digest;
import java.util.Base64;
import java.util.HexFormat;

/** Answers that carry the digest of what they hold. */
final class Contents {
    static final String TEXT = "text/plain; charset=utf-8";

    private Contents() {}

    static Answer ok(String type, byte[] bytes) {
        return withDigest(Answer.bytes(200, type, bytes), Digest.of(bytes));
    }

    /** Repr-Digest is RFC 9530; Digest, its forerunner RFC 3230, is what older tools know. Both speak of the whole content. */
    static Answer withDigest(Answer answer, Digest digest) {
        byte[] raw = HexFormat.of().parseHex(digest.value().substring("sha256:".length()));
        String base64 = Base64.getEncoder().encodeToString(raw);
        return answer.with("repr-digest", "sha-256=:" + base64 + ":").with("digest", "sha-256=" + base64);
    }
}
