package io.rackledger.e2e.fault;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** All calls of a run in a JSONL file, in the order of their ends. Thread-safe. */
final class History implements AutoCloseable {
    private final Path file;
    private final BufferedWriter out;
    private final AtomicLong acknowledged = new AtomicLong();

    History(Path file) {
        this.file = file;
        try {
            this.out = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void add(Call call) {
        try {
            out.write(call.json());
            out.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException("the history cannot be written", e);
        }
        if (call.acknowledged()) {
            acknowledged.incrementAndGet();
        }
    }

    /** Accepted calls so far. */
    long acknowledged() {
        return acknowledged.get();
    }

    Path file() {
        return file;
    }

    /** All calls so far, read back from the file. */
    synchronized List<Call> calls() {
        try {
            out.flush();
            try (Stream<String> lines = Files.lines(file)) {
                return lines.map(line -> Call.of(JsonMapper.shared().readTree(line)))
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the history cannot be read", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
