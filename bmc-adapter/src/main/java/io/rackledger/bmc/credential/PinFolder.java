package io.rackledger.bmc.credential;

import io.rackledger.core.identity.NodeId;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** Remembers certificates in the folder of the accounts, a file for each node. Thread-safe, and safe among processes. */
final class PinFolder implements CertificatePins {
    private static final String ENDING = ".certificate";
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private final PrivateFolder folder;

    PinFolder(PrivateFolder folder) {
        this.folder = folder;
    }

    @Override
    public CertificateMemory of(NodeId node, Optional<Instant> trustedAt) {
        Path file = folder.path().resolve(node.value() + ENDING);
        String under = trustedAt.map(Instant::toString).orElse("");
        return new CertificateMemory() {
            @Override
            public Optional<String> known() throws IOException {
                return read(file, under);
            }

            @Override
            public String remember(String fingerprint) throws IOException {
                return folder.locked(() -> {
                    Optional<String> first = read(file, under);
                    if (first.isEmpty()) {
                        String text = "form=1\nsha256=" + fingerprint + "\ntrusted=" + under + "\n";
                        Files.move(
                                folder.draft(text),
                                file,
                                StandardCopyOption.ATOMIC_MOVE,
                                StandardCopyOption.REPLACE_EXISTING);
                    }
                    return first.orElse(fingerprint);
                });
            }
        };
    }

    /** A file that cannot be read is no reason to trust whoever comes. */
    private static Optional<String> read(Path file, String under) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties lines = new Properties();
        lines.load(new StringReader(Files.readString(file, StandardCharsets.US_ASCII)));
        String fingerprint = lines.getProperty("sha256", "");
        if (!lines.getProperty("form", "").equals("1")
                || !SHA_256.matcher(fingerprint).matches()) {
            throw new IOException(file + " is not of form 1; trust the node's BMC anew after deleting it");
        }
        return lines.getProperty("trusted", "").equals(under) ? Optional.of(fingerprint) : Optional.empty();
    }
}
