package io.rackledger.core.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of the bytes of something served or stored, as sha256:<64 hex digits>. */
public record Digest(String value) {
    private static final String PREFIX = "sha256:";
    private static final int LENGTH = PREFIX.length() + 64;

    public Digest {
        Text.require(fits(value), "digest", value, "sha256: and 64 hex digits");
    }

    /** Whether the text could be a digest. */
    public static boolean fits(String value) {
        return value.length() == LENGTH && value.startsWith(PREFIX) && Text.isHex(value, PREFIX.length(), LENGTH);
    }

    /** Digest of bytes. */
    public static Digest of(byte[] bytes) {
        return new Digest("sha256:" + HexFormat.of().formatHex(sha256().digest(bytes)));
    }

    /** A fresh SHA-256 for streaming use; every Java platform has it. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256, which every runtime must have", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
