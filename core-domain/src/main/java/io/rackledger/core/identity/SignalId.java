package io.rackledger.core.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** Content key of a signal: two reports of the same fact carry the same id and count once. SHA-256 in hex. */
public record SignalId(String value) {
    private static final int DIGITS = 64;

    public SignalId {
        Text.require(value.length() == DIGITS && Text.isHex(value, 0, DIGITS), "signal id", value, "64 hex digits");
    }

    /** Key over the parts that make the fact the same fact; each part is length-prefixed so that parts cannot run together. */
    public static SignalId ofParts(List<String> parts) {
        MessageDigest sha = Digest.sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            sha.update(bytes);
        }
        return new SignalId(HexFormat.of().formatHex(sha.digest()));
    }

    @Override
    public String toString() {
        return value;
    }
}
