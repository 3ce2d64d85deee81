package io.rackledger.boot.dhcp;

import io.rackledger.core.identity.MacAddress;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leases for the next start: one line each, {@code mac address end}, the last line of a machine counts. A change is one line more, whatever
 * there is already; the file is written anew when most of it is old. Without it, a server that starts gives addresses that are in use.
 * Confined to one thread.
 */
final class LeaseFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseFile.class);
    private static final int SLACK = 10_000;

    private final Path file;
    private BufferedWriter out;
    private int lines;

    private LeaseFile(Path file, BufferedWriter out) {
        this.file = file;
        this.out = out;
    }

    static LeaseFile open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return new LeaseFile(file, appender(file));
    }

    /** What stands there; a line that was cut off by a crash is left out. */
    static Collection<Lease> read(Path file) throws IOException {
        Map<MacAddress, Lease> leases = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                try {
                    Lease lease = parse(line);
                    leases.put(lease.mac(), lease);
                } catch (IllegalArgumentException e) {
                    LOG.warn("a line of the lease file {} is not understood and left out: {}", file, e.getMessage());
                }
            }
        }
        return leases.values();
    }

    private static Lease parse(String line) {
        String[] words = line.split(" ");
        if (words.length != 3 || !words[2].matches("[0-9]{1,12}")) {
            throw new IllegalArgumentException("'" + line + "'");
        }
        return new Lease(
                new MacAddress(words[0]), Ipv4.parse(words[1]), Instant.ofEpochSecond(Long.parseLong(words[2])), true);
    }

    private static String line(Lease lease) {
        return lease.mac() + " " + lease.address() + " " + lease.until().getEpochSecond() + "\n";
    }

    /** Adds the present lease of a machine, for the next {@link #flush}; {@code all} is read where the file is written anew. */
    void put(Lease lease, Collection<Lease> all) throws IOException {
        out.write(line(lease));
        lines++;
        if (lines > 2 * all.size() + SLACK) {
            compact(all);
        }
    }

    /** What was added is with the operating system. */
    void flush() throws IOException {
        out.flush();
    }

    void compact(Collection<Lease> all) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (BufferedWriter writer = Files.newBufferedWriter(fresh)) {
            for (Lease lease : all) {
                if (lease.granted()) {
                    writer.write(line(lease));
                }
            }
        }
        out.close();
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        out = appender(file);
        lines = all.size();
    }

    private static BufferedWriter appender(Path file) throws IOException {
        return Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
