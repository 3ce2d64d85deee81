package io.rackledger.eventlog.spool;

import io.rackledger.eventlog.codec.WireRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Segment files of frames, written at one end and read at the other; a process never writes into a segment of another one, so that a torn end stays
 * an end. Thread-safe for one writer and one reader.
 */
final class SpoolStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolStore.class);
    private static final String SUFFIX = ".seg";
    private static final String POSITION = "forwarded";
    private static final long WINDOW = 2L << 20;

    private final Path directory;
    private final int segmentBytes;
    /** Bytes of each segment that may be read; the last is the one that is written. */
    private final TreeMap<Long, Long> segments = new TreeMap<>();

    private FileChannel out;
    private long written;
    private Place read;
    private long damaged;

    /** A place in a segment. */
    record Place(long segment, long offset) {}

    /** Records in their order, and the place after them. */
    record Chunk(List<WireRecord> records, Place next) {}

    SpoolStore(Path directory, int segmentBytes) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.segmentBytes = segmentBytes;
        try (var files = Files.list(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(SUFFIX)).toList()) {
                segments.put(number(file), Files.size(file));
            }
        }
        long next = segments.isEmpty() ? 1 : segments.lastKey() + 1;
        this.read = position(segments.isEmpty() ? next : segments.firstKey());
        segments.put(next, 0L);
        this.out = open(next);
    }

    private static long number(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    private Path file(long segment) {
        return directory.resolve(String.format(Locale.ROOT, "%020d%s", segment, SUFFIX));
    }

    private FileChannel open(long segment) throws IOException {
        return FileChannel.open(file(segment), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private Place position(long first) throws IOException {
        Path file = directory.resolve(POSITION);
        if (Files.exists(file)) {
            String[] words = Files.readString(file).strip().split(" ");
            if (words.length == 2 && words[0].matches("[0-9]{1,18}") && words[1].matches("[0-9]{1,18}")) {
                Place known = new Place(Long.parseLong(words[0]), Long.parseLong(words[1]));
                return known.segment() < first ? new Place(first, 0) : known;
            }
            LOG.warn("{} is not understood; all of the spool is sent again, which changes nothing", file);
        }
        return new Place(first, 0);
    }

    /** Appends; readable, and safe from a crash, only after {@link #force}. After a failure nothing of it remains. */
    void append(ByteBuffer frame) throws IOException {
        long before = out.position();
        try {
            while (frame.hasRemaining()) {
                out.write(frame);
            }
            written = out.position();
        } catch (IOException e) {
            out.truncate(before);
            out.position(before);
            throw e;
        }
    }

    /** All that was appended is on the disk now, and can be read. */
    void force() throws IOException {
        out.force(false);
        synchronized (this) {
            segments.put(segments.lastKey(), written);
        }
        if (written >= segmentBytes) {
            roll();
        }
    }

    private void roll() throws IOException {
        long next;
        synchronized (this) {
            next = segments.lastKey() + 1;
        }
        FileChannel fresh = open(next);
        out.close();
        out = fresh;
        written = 0;
        synchronized (this) {
            segments.put(next, 0L);
        }
    }

    /** Bytes of all segments. */
    synchronized long bytes() {
        return segments.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Bytes that are still to be read. */
    synchronized long unread() {
        long before = segments.headMap(read.segment()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        long own = segments.containsKey(read.segment()) ? read.offset() : 0;
        return bytes() - before - own;
    }

    /** Segments in which something was not readable. */
    synchronized long damaged() {
        return damaged;
    }

    /** The next records, at most so many; none where all was read. */
    Chunk next(int most) throws IOException {
        Place place;
        long end;
        long last;
        synchronized (this) {
            place = read;
            end = segments.getOrDefault(place.segment(), 0L);
            last = segments.lastKey();
        }
        List<WireRecord> records = new ArrayList<>();
        long window = Math.min(end, place.offset() + WINDOW);
        long offset = read(place, window, most, records);
        if (records.isEmpty() && window < end) {
            window = end;
            offset = read(place, window, most, records);
        }
        boolean all = records.size() < most && window == end;
        if (all && offset < end) {
            tell(place.segment(), offset, end);
        }
        boolean over = all && place.segment() < last;
        long after = all ? end : offset;
        return new Chunk(records, over ? new Place(place.segment() + 1, 0) : new Place(place.segment(), after));
    }

    /** Returns the offset after the last record that could be read whole. */
    private long read(Place place, long end, int most, List<WireRecord> records) throws IOException {
        if (place.offset() >= end) {
            return place.offset();
        }
        ByteBuffer bytes = content(place, end);
        while (records.size() < most && SpoolFrame.read(bytes) instanceof SpoolFrame.Read.Good(var record, var _)) {
            records.add(record);
        }
        return place.offset() + bytes.position();
    }

    private synchronized void tell(long segment, long offset, long end) {
        damaged++;
        LOG.warn(
                "segment {} of the spool ends at byte {} of {}: what follows was not whole when the host or process died",
                segment,
                offset,
                end);
    }

    private ByteBuffer content(Place place, long end) throws IOException {
        try (FileChannel in = FileChannel.open(file(place.segment()), StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) (end - place.offset()));
            while (bytes.hasRemaining() && in.read(bytes, place.offset() + bytes.position()) > 0) {
                LOG.trace("read {}", bytes);
            }
            return bytes.flip();
        }
    }

    /** What lies before that place is in the log: it need not be read again, and its files are no longer needed. */
    void passed(Place place) throws IOException {
        note(place);
        List<Long> old;
        synchronized (this) {
            read = place;
            old = List.copyOf(segments.headMap(place.segment()).keySet());
            old.forEach(segments::remove);
        }
        for (long segment : old) {
            Files.deleteIfExists(file(segment));
        }
    }

    /** Only an economy for the next start, and on a full disk there may be no room for it. */
    private void note(Place place) {
        Path fresh = directory.resolve(POSITION + ".new");
        try {
            Files.writeString(fresh, place.segment() + " " + place.offset() + "\n");
            Files.move(
                    fresh,
                    directory.resolve(POSITION),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn(
                    "the place in the spool cannot be noted, so a start now would send signals again: {}",
                    e.toString());
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
