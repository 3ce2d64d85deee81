package io.rackledger.eventlog.codec;

import io.rackledger.core.identity.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Golden records and schemas of every release, frozen. A release is frozen once, by {@link #freeze}, and never changed. */
final class ReleasedCorpus {
    private static final Path FOLDER = Path.of("src", "test", "resources", "released");
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
    private static final Path SCHEMAS = KeptDocument.DOCS.resolve("schemas");

    /**
     * Every release with the digest of its files. A line may be added here and never changed: what lies in somebody's log for ever
     * cannot be taken back.
     */
    private static final Map<String, Digest> FROZEN =
            Map.of("0.1.0", new Digest("sha256:5e29548ab1fa1db122668ca1067b8e3789fc7d842b3b5b078df6406a668a0783"));

    private ReleasedCorpus() {}

    /** Copies today's golden records and schemas to a new release's folder; its digest must then be listed above. */
    static Digest freeze(String release) throws IOException {
        Path folder = FOLDER.resolve(release);
        if (Files.exists(folder)) {
            throw new IllegalArgumentException("release " + release + " is frozen already");
        }
        copy(GOLDEN, folder.resolve("golden"));
        copy(SCHEMAS, folder.resolve("schemas"));
        return digest(folder);
    }

    static Map<String, Digest> frozen() {
        return FROZEN;
    }

    /** Names of the release folders. */
    static List<String> releases() throws IOException {
        return list(FOLDER).stream().map(path -> path.getFileName().toString()).toList();
    }

    static Path folder(String release) {
        return FOLDER.resolve(release);
    }

    static List<Path> golden(String release) throws IOException {
        return json(folder(release).resolve("golden"));
    }

    static List<Path> schemas(String release) throws IOException {
        return json(folder(release).resolve("schemas"));
    }

    /** Digest of the names and contents of all files under a folder. */
    static Digest digest(Path folder) throws IOException {
        StringBuilder manifest = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                manifest.append(folder.relativize(file))
                        .append(' ')
                        .append(Digest.of(Files.readAllBytes(file)))
                        .append('\n');
            }
        }
        return Digest.of(manifest.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<Path> json(Path folder) throws IOException {
        return list(folder).stream()
                .filter(file -> file.toString().endsWith(".json"))
                .toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : list(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
