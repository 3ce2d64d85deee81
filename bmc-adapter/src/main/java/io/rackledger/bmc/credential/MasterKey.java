package io.rackledger.bmc.credential;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The key that wraps the data keys of all accounts: 32 bytes, written as Base64. Shows itself in no log line. */
public final class MasterKey {
    private static final int SHOWN = 8;
    private static final String WHAT = "master key";

    private final byte[] key;
    private final String id;

    private MasterKey(byte[] key) {
        this.key = key;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            this.id = HexFormat.of().formatHex(digest, 0, SHOWN);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /**
     * From its Base64.
     *
     * @param whence where it came from, for the message of a refusal
     */
    public static MasterKey parse(String text, String whence) {
        return new MasterKey(KeyFile.parse(text, WHAT, whence));
    }

    /** Out of a file that its owner alone can read. */
    public static MasterKey read(Path file) throws IOException {
        return new MasterKey(KeyFile.read(file, WHAT));
    }

    /** Out of the file; a new one is made where there is none. */
    public static MasterKey readOrCreate(Path file) throws IOException {
        return new MasterKey(KeyFile.readOrCreate(file, WHAT));
    }

    /** By what a sealed account names it: a part of its digest. */
    public String id() {
        return id;
    }

    byte[] bytes() {
        return key;
    }

    @Override
    public String toString() {
        return "MasterKey " + id;
    }
}
