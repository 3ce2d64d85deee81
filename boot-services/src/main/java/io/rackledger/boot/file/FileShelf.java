package io.rackledger.boot.file;

import io.rackledger.boot.script.FileName;
import io.rackledger.core.identity.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The regular files of one directory, by name. A name that is asked for is looked up in a map, never joined to a path, so
 * no request can leave the directory. The directory is scanned anew when it has changed. Thread-safe; may wait for a digest.
 */
public final class FileShelf {
    private static final Logger LOG = LoggerFactory.getLogger(FileShelf.class);
    private static final int MOST_FILES = 10_000;
    private static final int BUFFER = 1 << 16;

    private final Path directory;
    private final ReentrantLock scanning = new ReentrantLock();
    private final ConcurrentHashMap<FileVersion, Digest> digests = new ConcurrentHashMap<>();
    private volatile Scan scan = new Scan(Optional.empty(), Map.of());

    public FileShelf(Path directory) {
        this.directory = directory;
    }

    /** The present version of the file of that name. */
    public Optional<ShelvedFile> find(String name) throws IOException {
        Path path = current().files().get(name);
        return path == null ? Optional.empty() : look(name, path);
    }

    /** The file of that content, whichever its name; reads the files whose digest is not known yet. */
    public Optional<ShelvedFile> find(Digest digest) throws IOException {
        Map<String, Path> files = current().files();
        Predicate<Path> known = path -> digests.entrySet().stream()
                .anyMatch(each ->
                        each.getKey().path().equals(path) && each.getValue().equals(digest));
        List<Map.Entry<String, Path>> likeliestFirst = files.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Path> file) -> !known.test(file.getValue()))
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        for (Map.Entry<String, Path> each : likeliestFirst) {
            Optional<ShelvedFile> file = look(each.getKey(), each.getValue());
            if (file.filter(found -> found.digest().equals(digest)).isPresent()) {
                return file;
            }
        }
        return Optional.empty();
    }

    private Optional<ShelvedFile> look(String name, Path path) throws IOException {
        try {
            FileVersion version = version(path);
            return Optional.of(new ShelvedFile(name, path, version.size(), version.modified(), digestOf(version)));
        } catch (NoSuchFileException e) {
            LOG.debug("file {} went away between scan and request", path, e);
            return Optional.empty();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Read once for each version; only the newest that was asked for is remembered, so there are never more than files. */
    private Digest digestOf(FileVersion version) {
        Digest known = digests.get(version);
        if (known != null) {
            return known;
        }
        Digest read = digests.computeIfAbsent(version, this::read);
        digests.keySet().removeIf(other -> other.path().equals(version.path()) && !other.equals(version));
        return read;
    }

    /** How many digests are remembered. */
    int remembered() {
        return digests.size();
    }

    /** Whether the file is still what was found: false when it was changed or removed in between. */
    public boolean unchanged(ShelvedFile file) {
        try {
            FileVersion now = version(file.path());
            return now.size() == file.size() && now.modified().equals(file.modified());
        } catch (IOException e) {
            LOG.debug("file {} went away while it was served", file.path(), e);
            return false;
        }
    }

    private Scan current() throws IOException {
        Optional<FileTime> changed = changedAt();
        Scan last = scan;
        if (changed.isPresent() && changed.equals(last.changed())) {
            return last;
        }
        scanning.lock();
        try {
            scan = new Scan(changed, changed.isPresent() ? list() : Map.of());
            return scan;
        } finally {
            scanning.unlock();
        }
    }

    private Optional<FileTime> changedAt() throws IOException {
        return Files.isDirectory(directory) ? Optional.of(Files.getLastModifiedTime(directory)) : Optional.empty();
    }

    private Map<String, Path> list() throws IOException {
        Map<String, Path> files = new HashMap<>();
        try (Stream<Path> entries = Files.list(directory)) {
            entries.filter(Files::isRegularFile)
                    .filter(path -> FileName.fits(path.getFileName().toString()))
                    .limit(MOST_FILES)
                    .forEach(path -> files.put(path.getFileName().toString(), path));
        }
        digests.keySet().removeIf(version -> !files.containsValue(version.path()));
        return Map.copyOf(files);
    }

    private static FileVersion version(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new FileVersion(
                path, attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    private Digest read(FileVersion version) {
        try {
            return digest(version.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Digest of the bytes that stand in the file now, read anew. */
    public static Digest digest(Path file) throws IOException {
        MessageDigest sha = Digest.sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sha.update(buffer, 0, count);
            }
        }
        return new Digest("sha256:" + HexFormat.of().formatHex(sha.digest()));
    }

    /** The directory as it was at some moment; empty where there was none. */
    private record Scan(Optional<FileTime> changed, Map<String, Path> files) {}
}
