package io.rackledger.eventlog.witness;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the last records of each partition of decided facts in a file, four times a second. Readers see a record only when it is as
 * durable as the log makes it, so a log that lacks one afterwards has lost it. What was written less than a quarter of a second before
 * a crash has no witness here. Thread-safe.
 */
public final class LogWitness implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogWitness.class);
    private static final int MARKS = 16;
    private static final int COLUMNS = 5;
    private static final long BETWEEN_WRITES_MILLIS = 250;
    /** Every so manieth write is forced to the disk: more would compete with the log's own. */
    private static final int FORCE_EVERY = 20;

    private final Path file;
    private final Map<String, Deque<Mark>> partitions = new TreeMap<>();
    private final ScheduledExecutorService writes = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("log-witness").factory());
    private boolean changed;
    private boolean unforced;
    private volatile boolean failing;
    private int count;

    private LogWitness(Path file) {
        this.file = file;
    }

    /**
     * Takes up what the file tells.
     *
     * @param file made when missing
     * @throws IOException where it cannot be read, or is not ours
     */
    public static LogWitness open(Path file) throws IOException {
        LogWitness witness = new LogWitness(file);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                witness.take(line);
            }
        }
        return witness;
    }

    /** From now on what is seen is written down; to be called when the log was found to be whole. */
    public void start() {
        writes.scheduleWithFixedDelay(
                () -> write(false), BETWEEN_WRITES_MILLIS, BETWEEN_WRITES_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void take(String line) throws IOException {
        String[] columns = line.split("\t", COLUMNS);
        try {
            saw(
                    columns[0],
                    Integer.parseInt(columns[1]),
                    new Mark(Long.parseLong(columns[2]), Long.parseLong(columns[3]), columns[4]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(file + " does not tell what was seen of the log: \"" + line + "\"", e);
        }
    }

    /** A record was read from the log; one that is older than what was seen already says nothing new. */
    public synchronized void saw(String topic, int partition, Mark mark) {
        Deque<Mark> marks = partitions.computeIfAbsent(topic + "\t" + partition, _ -> new ArrayDeque<>());
        Mark last = marks.peekLast();
        if (last != null && last.offset() >= mark.offset()) {
            return;
        }
        if (marks.size() == MARKS) {
            marks.removeFirst();
        }
        marks.addLast(mark);
        changed = true;
    }

    /** What was seen of each partition. */
    public synchronized List<Seen> seen() {
        List<Seen> seen = new ArrayList<>();
        partitions.forEach((name, marks) -> {
            String[] parts = name.split("\t");
            seen.add(new Seen(parts[0], Integer.parseInt(parts[1]), List.copyOf(marks)));
        });
        return seen;
    }

    /** Takes the log as it is from now on. The file of what was lost is kept under this name. */
    public synchronized void forget(Path keepAs) throws IOException {
        Files.move(file, keepAs, StandardCopyOption.REPLACE_EXISTING);
        partitions.clear();
    }

    private synchronized String text() {
        changed = false;
        StringBuilder text = new StringBuilder();
        partitions.forEach((name, marks) -> marks.forEach(mark -> text.append(name)
                .append('\t')
                .append(mark.offset())
                .append('\t')
                .append(mark.print())
                .append('\t')
                .append(mark.key())
                .append('\n')));
        return text.toString();
    }

    private synchronized boolean isChanged() {
        return changed;
    }

    private synchronized void notWritten() {
        changed = true;
    }

    private void write(boolean last) {
        if (!isChanged() && !(last && unforced)) {
            return;
        }
        boolean force = last || ++count % FORCE_EVERY == 0;
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(fresh, text(), StandardCharsets.UTF_8);
            if (force) {
                try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            unforced = !force;
            failing = false;
        } catch (IOException e) {
            notWritten();
            if (!failing) {
                LOG.warn("what was seen of the log cannot be noted in {}: {}", file, e.toString());
            }
            failing = true;
        }
    }

    /** Whether the last write failed. */
    boolean isFailing() {
        return failing;
    }

    @Override
    public void close() {
        writes.shutdown();
        try {
            if (!writes.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.warn("{} is still being written", file);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        write(true);
    }
}
