package io.rackledger.eventlog.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker of our own in a child process, on the loopback address, with its data in a directory. It survives its own death and
 * that of the machine: what was acknowledged is there again after the next start. A broker that dies while we live is started again, as
 * often as it takes: one whose disk is full ends at once, and must come back when there is room.
 *
 * <p>A directory serves one engine at a time; a broker that a dead engine has left behind is ended first.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final Duration RESTART_AFTER = Duration.ofMillis(300);
    private static final Duration RESTART_WITHIN = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 6;

    private final BrokerFiles files;
    private final ProcessFile processFile;
    private final int port;
    private final FileChannel lockFile;
    private final ScheduledExecutorService restarts;
    private @Nullable Process process;
    private int deaths;
    private boolean closed;

    private EmbeddedKafka(BrokerFiles files, int port, FileChannel lockFile) {
        this.files = files;
        this.processFile = new ProcessFile(files.processFile());
        this.port = port;
        this.lockFile = lockFile;
        this.restarts = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("broker-restarts").factory());
    }

    /**
     * Starts a broker and waits until it answers.
     *
     * @param directory where everything of the broker lies; created if missing
     * @param port of the broker on 127.0.0.1; its controller takes the next one; 0 chooses two free ones
     * @throws IOException where a port is taken, the directory serves another engine, or the broker does not come up; the message
     *     names the remedy
     */
    public static EmbeddedKafka start(Path directory, int port) throws IOException {
        Path home = directory.toAbsolutePath();
        Files.createDirectories(home);
        BrokerFiles files = new BrokerFiles(home);
        FileChannel lockFile = lock(files.lock());
        EmbeddedKafka kafka = new EmbeddedKafka(files, port == 0 ? Ports.freePair() : port, lockFile);
        try {
            kafka.processFile.endLeftOver();
            Ports.requireFree(kafka.port, "embedded Kafka broker");
            Ports.requireFree(kafka.port + 1, "embedded Kafka controller");
            files.prepare(kafka.port, kafka.port + 1);
            kafka.awaitAnswer(kafka.launch());
            return kafka;
        } catch (IOException | RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Process id of the broker, for tests that kill it and for operators. */
    public synchronized long pid() {
        if (process == null) {
            throw new IllegalStateException("the broker is not running");
        }
        return process.pid();
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // Held by this very JVM: told below like any other holder.
        }
        channel.close();
        throw new IOException("directory " + path.getParent()
                + " serves another engine that still runs; stop it or choose another directory");
    }

    private synchronized Process launch() throws IOException {
        Process started = BrokerCommand.start(files);
        process = started;
        started.onExit().thenAccept(this::ended);
        LOG.info("broker pid {} starts on {}, output in {}", started.pid(), bootstrapServers(), files.output());
        try {
            processFile.write(started.toHandle());
        } catch (IOException e) {
            // A full disk. The file only helps to find a broker that was left behind; this one ends with us in any
            // case.
            LOG.warn("the broker's process id could not be noted: {}", e.toString());
        }
        return started;
    }

    private void awaitAnswer(Process started) throws IOException {
        BrokerProbe.awaitAnswer(started, port, files.output());
        synchronized (this) {
            deaths = 0;
        }
    }

    private synchronized void ended(Process dead) {
        if (closed || process != dead) {
            return;
        }
        deaths++;
        LOG.error(
                "broker pid {} ended with code {}: {}",
                dead.pid(),
                dead.exitValue(),
                trouble().orElse(""));
        startAgainLater();
    }

    private synchronized void startAgainLater() {
        if (!closed) {
            long millis = RESTART_AFTER.toMillis() << Math.min(deaths - 1, MOST_DOUBLINGS);
            restarts.schedule(this::restart, Math.min(millis, RESTART_WITHIN.toMillis()), TimeUnit.MILLISECONDS);
        }
    }

    /** What keeps the broker down, in words for an operator; empty while it runs. */
    public synchronized Optional<String> trouble() {
        if (deaths == 0) {
            return Optional.empty();
        }
        return Optional.of("the embedded Kafka broker ended " + deaths + " times in a row and is started again; "
                + files.room() + "; its own words are in " + files.output());
    }

    private void restart() {
        try {
            Optional<Process> started = relaunch();
            if (started.isPresent()) {
                awaitAnswerOrEnd(started.get());
                LOG.info("broker on {} answers again", bootstrapServers());
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("the broker did not come up: {}", e.toString());
        }
    }

    /** One that lives and does not answer is ended, so that it is started again like one that has died. */
    private void awaitAnswerOrEnd(Process started) throws IOException {
        try {
            awaitAnswer(started);
        } catch (IOException | RuntimeException e) {
            started.destroyForcibly();
            throw e;
        }
    }

    private synchronized Optional<Process> relaunch() throws IOException {
        try {
            return closed ? Optional.empty() : Optional.of(launch());
        } catch (IOException e) {
            deaths++;
            startAgainLater();
            throw e;
        }
    }

    /** Stops the broker in good order; kills it where it does not stop in time. */
    @Override
    public void close() {
        Process running;
        synchronized (this) {
            closed = true;
            running = process;
        }
        restarts.shutdownNow();
        try {
            if (running != null) {
                stop(running);
            }
            processFile.delete();
            lockFile.close();
        } catch (IOException e) {
            LOG.warn(
                    "the broker's files in {} were not cleaned up: {}",
                    files.output().getParent(),
                    e.toString());
        }
    }

    private static void stop(Process running) {
        running.destroy();
        try {
            if (!running.waitFor(STOP_PATIENCE)) {
                running.destroyForcibly();
                running.waitFor(STOP_PATIENCE);
            }
        } catch (InterruptedException _) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
