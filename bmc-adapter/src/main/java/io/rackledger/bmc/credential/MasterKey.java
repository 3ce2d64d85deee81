package io.rackledger.bmc.credential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The key that wraps the data keys of all accounts: 32 bytes, written as Base64. Shows itself in no log line. */
public final class MasterKey {
    private static final int SHOWN = 8;
    private static final String REMEDY = "make one with: openssl rand -base64 32";

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
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the master key in " + whence + " is not Base64; " + REMEDY, e);
        }
        if (bytes.length != Envelope.KEY) {
            throw new IllegalArgumentException(
                    "the master key in " + whence + " has " + bytes.length + " bytes instead of 32; " + REMEDY);
        }
        return new MasterKey(bytes);
    }

    /** Out of a file that its owner alone can read. */
    public static MasterKey read(Path file) throws IOException {
        CredentialFile.requireOwnerOnly(file, "master key");
        return parse(Files.readString(file, StandardCharsets.US_ASCII), file.toString());
    }

    /** Out of the file; a new one is made where there is none. */
    public static MasterKey readOrCreate(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        return read(file);
    }

    private static void create(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(
                folder,
                "key",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                draft,
                Base64.getEncoder().encodeToString(Envelope.newKey()) + "\n",
                StandardCharsets.US_ASCII,
                StandardOpenOption.SYNC);
        Files.move(draft, file);
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
