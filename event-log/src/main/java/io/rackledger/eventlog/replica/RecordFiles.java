package io.rackledger.eventlog.replica;

import io.rackledger.core.door.LogVector;
import io.rackledger.eventlog.codec.WireRecord;
import io.rackledger.eventlog.spool.SpoolFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of a compacted topic, one file for each key, readable by their owner alone: a frame with its checksum, written beside its place,
 * synced, and renamed. What is no whole frame, or another key's, is left out and told. Confined to one thread but for {@link #read}.
 */
final class RecordFiles {
    private static final Logger LOG = LoggerFactory.getLogger(RecordFiles.class);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNERS_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final String SUFFIX = ".rec";
    private static final String FRESH = ".new";
    private static final String POSITION = "position";
    private static final String PLACE = "place";
    private static final String AT = "at";

    private final Path directory;

    RecordFiles(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory, OWNERS_FOLDER);
        for (Path left : listed(FRESH)) {
            Files.delete(left);
        }
    }

    /** @param place everything before it is in the files */
    record Position(LogVector place, Instant at) {}

    /** What could be read, and the names of files that could not. */
    record Loaded(List<WireRecord> records, List<String> damaged) {}

    private List<Path> listed(String suffix) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(each -> each.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    Loaded load() throws IOException {
        List<WireRecord> records = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        for (Path file : listed(SUFFIX)) {
            Optional<WireRecord> whole =
                    read(file).filter(record -> file(record.key()).equals(file));
            whole.ifPresentOrElse(
                    records::add, () -> damaged.add(file.getFileName().toString()));
        }
        damaged.forEach(
                name -> LOG.error("{} of {} is not whole and is left out until the log is read", name, directory));
        return new Loaded(records, damaged);
    }

    private Path file(String key) {
        return directory.resolve(key.replace(':', '-') + SUFFIX);
    }

    boolean has(String key) {
        return Files.exists(file(key));
    }

    /** Empty where there is none, or none that is whole. */
    Optional<WireRecord> read(String key) throws IOException {
        return read(file(key));
    }

    private static Optional<WireRecord> read(Path file) throws IOException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            return SpoolFrame.read(bytes) instanceof SpoolFrame.Read.Good(var record, var _) && !bytes.hasRemaining()
                    ? Optional.of(record)
                    : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** Whole there, or not at all; safe from a power cut after {@link #sync}. */
    void write(WireRecord record) throws IOException {
        put(file(record.key()), record);
    }

    private void put(Path file, WireRecord record) throws IOException {
        Path fresh = directory.resolve(file.getFileName() + FRESH);
        Files.deleteIfExists(fresh);
        try (FileChannel out =
                FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
            ByteBuffer frame = SpoolFrame.write(record);
            while (frame.hasRemaining()) {
                out.write(frame);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    void remove(String key) throws IOException {
        Files.deleteIfExists(file(key));
    }

    /** Removes what belongs to no key of these, whole or not. */
    void keepOnly(Set<String> keys) throws IOException {
        Set<Path> wanted = keys.stream().map(this::file).collect(Collectors.toSet());
        for (Path file : listed(SUFFIX)) {
            if (!wanted.contains(file)) {
                Files.delete(file);
            }
        }
        sync();
    }

    /** Names that were given or taken away are on the disk, too. */
    void sync() throws IOException {
        try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** To be called after {@link #sync}, so that the place never promises more than there is. */
    void note(Position position) throws IOException {
        Map<String, String> words =
                Map.of(PLACE, position.place().toString(), AT, position.at().toString());
        put(directory.resolve(POSITION), new WireRecord(POSITION, words, new byte[0]));
        sync();
    }

    /** Empty where none was noted, or what was noted cannot be read. */
    Optional<Position> position() throws IOException {
        Path file = directory.resolve(POSITION);
        try {
            return read(file)
                    .map(WireRecord::headers)
                    .map(words -> new Position(
                            LogVector.parse(words.getOrDefault(PLACE, "")), Instant.parse(words.getOrDefault(AT, ""))));
        } catch (DateTimeException | IllegalArgumentException e) {
            LOG.warn("{} does not tell how far the log was read: {}", file, e.toString());
            return Optional.empty();
        }
    }
}
