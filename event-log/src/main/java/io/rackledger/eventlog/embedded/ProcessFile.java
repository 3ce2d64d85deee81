package io.rackledger.eventlog.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Which process serves a directory: its id and when it started, so that another process that has got the same id is never taken for
 * it.
 */
final class ProcessFile {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Path path;

    ProcessFile(Path path) {
        this.path = path;
    }

    void write(ProcessHandle process) throws IOException {
        Files.writeString(path, process.pid() + " " + startedAt(process) + "\n");
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    /** The process of the file where it still runs. */
    Optional<ProcessHandle> running() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        String[] parts = Files.readString(path).strip().split(" ");
        if (parts.length != 2 || !parts[0].matches("[0-9]{1,10}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(parts[0]))
                .filter(ProcessHandle::isAlive)
                .filter(process -> startedAt(process).equals(parts[1]));
    }

    /** Ends a broker whose parent has died: it is asked first, and killed when it does not go. */
    void endLeftOver() throws IOException {
        Optional<ProcessHandle> left = running();
        if (left.isPresent()) {
            left.get().destroy();
            if (!gone(left.get())) {
                left.get().destroyForcibly();
                gone(left.get());
            }
        }
        delete();
    }

    private static boolean gone(ProcessHandle process) throws IOException {
        try {
            process.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IOException("process " + process.pid() + " cannot be watched", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the end of process " + process.pid(), e);
        }
    }

    private static String startedAt(ProcessHandle process) {
        return process.info().startInstant().map(Object::toString).orElse("unknown");
    }
}
