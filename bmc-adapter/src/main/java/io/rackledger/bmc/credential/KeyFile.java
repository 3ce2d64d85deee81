package io.rackledger.bmc.credential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** Keys of 32 bytes, written as Base64, in files that their owner alone can read. */
public final class KeyFile {
    private static final String REMEDY = "make one with: openssl rand -base64 32";

    private KeyFile() {}

    /**
     * From its Base64.
     *
     * @param what which key it is, for the message of a refusal
     * @param whence where it came from, for the same
     * @throws IllegalArgumentException where it is no key
     */
    static byte[] parse(String text, String what, String whence) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the " + what + " in " + whence + " is not Base64; " + REMEDY, e);
        }
        if (bytes.length != Envelope.KEY) {
            throw new IllegalArgumentException(
                    "the " + what + " in " + whence + " has " + bytes.length + " bytes instead of 32; " + REMEDY);
        }
        return bytes;
    }

    /** Out of a file of mode 0600 or 0400; another mode is refused. */
    static byte[] read(Path file, String what) throws IOException {
        CredentialFile.requireOwnerOnly(file, what);
        return parse(Files.readString(file, StandardCharsets.US_ASCII), what, file.toString());
    }

    /** Out of the file; a new key is made where there is none. Safe against a second process that does the same. */
    public static byte[] readOrCreate(Path file, String what) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        return read(file, what);
    }

    /** Written whole beside the place and then linked there: nobody ever sees half a key. */
    private static void create(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(
                folder,
                "key",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(
                    draft,
                    Base64.getEncoder().encodeToString(Envelope.newKey()) + "\n",
                    StandardCharsets.US_ASCII,
                    StandardOpenOption.SYNC);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster; its key is the one.
            return;
        } finally {
            Files.delete(draft);
        }
    }
}
