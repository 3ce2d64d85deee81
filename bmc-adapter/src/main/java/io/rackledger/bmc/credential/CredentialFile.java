package io.rackledger.bmc.credential;

import io.rackledger.core.identity.Text;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Accounts in a properties file: {@code <name>.user} and {@code <name>.password}, a pair per name, and {@code <name>.kg} where there is a BMC key. The file must be readable by its
 * owner alone (mode 0600 or 0400); another mode is refused, because everyone on the host could read the passwords.
 */
public final class CredentialFile implements Credentials {
    private static final String USER = ".user";
    private static final String PASSWORD = ".password";
    private static final String KG = ".kg";
    private static final String DEFAULT = "default";
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Map<String, Credential> byName;

    private CredentialFile(Map<String, Credential> byName) {
        this.byName = Map.copyOf(byName);
    }

    /** Reads the file once; fails with {@link IllegalArgumentException} that names the entry and the remedy, never a secret. */
    public static CredentialFile read(Path file) throws IOException {
        requireOwnerOnly(file, "credential file");
        Properties entries = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            entries.load(reader);
        }
        Map<String, Credential> byName = new HashMap<>();
        for (String key : entries.stringPropertyNames()) {
            if (key.endsWith(USER)) {
                String name = key.substring(0, key.length() - USER.length());
                byName.put(name, credential(file, entries, name));
            }
        }
        return new CredentialFile(byName);
    }

    private static Credential credential(Path file, Properties entries, String name) {
        String password = entries.getProperty(name + PASSWORD);
        if (password == null) {
            throw new IllegalArgumentException("credential file " + file + " has " + Text.shorten(name)
                    + ".user but no .password; add the line " + Text.shorten(name) + ".password=...");
        }
        return new Credential(
                entries.getProperty(name + USER), password, Optional.ofNullable(entries.getProperty(name + KG)));
    }

    static void requireOwnerOnly(Path file, String what) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(permissions)) {
            throw new IllegalArgumentException(
                    what + " " + file + " can be read or changed by others; run: chmod 600 " + file);
        }
    }

    @Override
    public Optional<Credential> find(String name) {
        return Optional.ofNullable(byName.get(name.isEmpty() ? DEFAULT : name));
    }
}
