package io.rackledger.boot.token;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.identity.AttemptId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The secret that makes an attempt's tokens. It lies in the data directory, so that tokens outlive a restart. */
public final class TokenKey {
    private static final Logger LOG = LoggerFactory.getLogger(TokenKey.class);
    private static final String NAME = "boot-token.key";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;
    private static final int TOKEN_BYTES = 20;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** Ready to be copied: a copy is much cheaper than a look-up among the providers and a new set-up of the key. */
    private final Mac prepared;

    TokenKey(byte[] secret) {
        try {
            prepared = Mac.getInstance(ALGORITHM);
            prepared.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks HMAC-SHA256, which every runtime must have", e);
        }
    }

    /**
     * Reads the key of a data directory, or makes one, readable by its owner alone. Safe against a second process doing the same.
     *
     * @throws IllegalStateException when the file is not a key or can be read by others
     */
    public static TokenKey of(Path dataDirectory) throws IOException {
        Files.createDirectories(dataDirectory);
        Path file = dataDirectory.resolve(NAME);
        if (!Files.exists(file)) {
            create(dataDirectory, file);
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(permissions)) {
            throw new IllegalStateException(file + " can be read by others; chmod 600 it, or delete it for a new key");
        }
        byte[] secret = Files.readAllBytes(file);
        if (secret.length != BYTES) {
            throw new IllegalStateException(file + " is not a key of 32 bytes; delete it for a new one");
        }
        return new TokenKey(secret);
    }

    /** Token of one of the two systems of an attempt. */
    public Token tokenFor(AttemptId attempt, BootStage stage) {
        byte[] mac = hmac(attempt.value() + "|" + stage.wireName());
        return new Token(Base32.encode(mac, TOKEN_BYTES));
    }

    /** Where a presented text would stand in a table of tokens; the time to look it up tells nothing about the tokens. */
    String slotOf(String presented) {
        return Base32.encode(hmac("slot|" + presented), TOKEN_BYTES);
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = (Mac) prepared.clone();
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(
                    "this Java runtime's HMAC-SHA256 cannot be copied; use another provider", e);
        }
    }

    /** Written whole beside the place and then linked there: nobody ever sees half a key. */
    private static void create(Path directory, Path file) throws IOException {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
        Path draft = Files.createTempFile(directory, NAME, ".new", ownerOnly);
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(secret));
                channel.force(true);
            }
            Files.createLink(file, draft);
            LOG.info("made the key of boot tokens: {}", file);
        } catch (FileAlreadyExistsException e) {
            LOG.info("another process made the key of boot tokens at the same time: {}", file, e);
        } finally {
            Files.delete(draft);
        }
    }
}
