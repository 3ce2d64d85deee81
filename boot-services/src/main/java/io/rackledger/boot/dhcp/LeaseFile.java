package io.rackledger.boot.dhcp;

import io.rackledger.core.identity.MacAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leases for the next start: one line each, {@code mac address end checksum}, the last line of a machine counts. A change is one line more,
 * whatever there is already; the file is written anew when most of it is old. A thread of its own writes, many lines with one sync of
 * the disk. Without the file, a server that starts gives addresses that are in use. {@link #put} is for one thread.
 */
final class LeaseFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseFile.class);
    private static final int SLACK = 10_000;
    private static final int MOST_AT_ONCE = 10_000;
    private static final Task STOP = new Task("", List.of(), new CompletableFuture<>());

    private final Path file;
    private final LinkedBlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final Thread writer;
    private FileChannel out;
    private int lines;

    /**
     * @param line to add, empty for none
     * @param all leases of which the file is made anew, empty where it only grows
     */
    private record Task(String line, List<Lease> all, CompletableFuture<Void> done) {}

    private LeaseFile(Path file, FileChannel out) {
        this.file = file;
        this.out = out;
        this.writer = Thread.ofPlatform().daemon().name("boot-lease-writer").start(this::write);
    }

    static LeaseFile open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return new LeaseFile(file, appender(file));
    }

    /** What stands there; a line that was cut off, or changed, is left out and told. */
    static Collection<Lease> read(Path file) throws IOException {
        Map<MacAddress, Lease> leases = new LinkedHashMap<>();
        if (Files.exists(file)) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            int whole = text.lastIndexOf('\n');
            for (String line : text.lines().toList()) {
                try {
                    Lease lease = parse(line, text.length() - line.length() <= whole);
                    leases.put(lease.mac(), lease);
                } catch (IllegalArgumentException e) {
                    LOG.warn("a line of the lease file {} is not whole and left out: {}", file, e.getMessage());
                }
            }
        }
        return leases.values();
    }

    /** @param ended whether a line feed follows; lines of earlier versions have no checksum */
    private static Lease parse(String line, boolean ended) {
        String[] words = line.split(" ");
        boolean checked = words.length == 4 && words[3].equals(checksum(line.substring(0, line.lastIndexOf(' '))));
        boolean whole = checked || words.length == 3 && ended;
        if (!whole || !words[2].matches("[0-9]{1,12}")) {
            throw new IllegalArgumentException("'" + line.replaceAll("[^ -~]", "?") + "'");
        }
        return new Lease(
                new MacAddress(words[0]), Ipv4.parse(words[1]), Instant.ofEpochSecond(Long.parseLong(words[2])), true);
    }

    private static String line(Lease lease) {
        String words = lease.mac() + " " + lease.address() + " "
                + lease.until().plusNanos(999_999_999).getEpochSecond();
        return words + " " + checksum(words) + "\n";
    }

    private static String checksum(String words) {
        CRC32C crc = new CRC32C();
        crc.update(words.getBytes(StandardCharsets.ISO_8859_1));
        return HexFormat.of().toHexDigits(crc.getValue(), 8);
    }

    /**
     * Adds the present lease of a machine; {@code all} is read where the file is to be written anew.
     *
     * @return done when it is on the disk: before, the machine must not be told; exceptionally where it cannot be written
     */
    CompletableFuture<Void> put(Lease lease, Collection<Lease> all) {
        lines++;
        boolean anew = lines > 2 * all.size() + SLACK;
        if (anew) {
            lines = all.size();
        }
        return add(new Task(line(lease), anew ? List.copyOf(all) : List.of(), new CompletableFuture<>()));
    }

    /** Writes the file anew. */
    CompletableFuture<Void> compact(Collection<Lease> all) {
        lines = all.size();
        return add(new Task("", List.copyOf(all), new CompletableFuture<>()));
    }

    private CompletableFuture<Void> add(Task task) {
        tasks.add(task);
        return task.done();
    }

    private void write() {
        List<Task> batch = new ArrayList<>();
        try {
            while (!batch.contains(STOP)) {
                batch.clear();
                batch.add(tasks.take());
                tasks.drainTo(batch, MOST_AT_ONCE);
                write(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Task> batch) {
        StringBuilder text = new StringBuilder();
        batch.forEach(task -> text.append(task.line()));
        try {
            append(text.toString());
            for (Task task : batch) {
                if (!task.all().isEmpty()) {
                    replace(task.all(), batch.subList(batch.indexOf(task) + 1, batch.size()));
                }
            }
            batch.forEach(task -> task.done().complete(null));
        } catch (IOException e) {
            LOG.error("the lease file {} cannot be written: machines are given no address", file, e);
            batch.forEach(task -> task.done().completeExceptionally(e));
        }
    }

    /** All of it is on the disk, or nothing of it stays. */
    private void append(String text) throws IOException {
        long before = out.size();
        try {
            fill(out, text);
        } catch (IOException e) {
            out.truncate(before);
            throw e;
        }
    }

    private static void fill(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    /** @param later what came after those leases, and must not be lost with the old file */
    private void replace(List<Lease> all, List<Task> later) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        StringBuilder text = new StringBuilder();
        all.stream().filter(Lease::granted).forEach(lease -> text.append(line(lease)));
        later.forEach(task -> text.append(task.line()));
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            fill(channel, text.toString());
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
        out.close();
        out = appender(file);
    }

    private static FileChannel appender(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Writes what waits. */
    @Override
    public void close() throws IOException {
        tasks.add(STOP);
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.close();
    }
}
