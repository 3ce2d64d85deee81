package io.rackledger.eventlog.spool;

import io.rackledger.eventlog.codec.WireRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log will never take: one file each, the reason first, then the headers and the content as the log would have had them. Nothing
 * reads them but people. Thread-safe.
 */
final class SetAside {
    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path directory;
    private final LongAdder kept = new LongAdder();

    SetAside(Path directory) {
        this.directory = directory;
    }

    /** How many were set aside since the start. */
    long kept() {
        return kept.sum();
    }

    /**
     * Writes it down; the same again changes nothing. Synced when this returns.
     *
     * @param id makes the file's name
     * @return where it is now
     */
    Path keep(String id, WireRecord record, String why) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(id.replaceAll("[^A-Za-z0-9-]", "-") + ".txt");
        if (Files.exists(file)) {
            return file;
        }
        Path fresh = directory.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel out =
                FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
            ByteBuffer bytes = ByteBuffer.wrap(content(record, why));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(fresh, file);
        kept.increment();
        LOG.error("a signal of {} is set aside in {}: {}", record.key(), file, why);
        return file;
    }

    private static byte[] content(WireRecord record, String why) {
        StringBuilder head = new StringBuilder("reason: " + line(why) + "\nkey: " + line(record.key()) + "\n");
        new TreeMap<>(record.headers())
                .forEach((name, value) ->
                        head.append(line(name)).append(": ").append(line(value)).append('\n'));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(record.value());
        return bytes.toByteArray();
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
