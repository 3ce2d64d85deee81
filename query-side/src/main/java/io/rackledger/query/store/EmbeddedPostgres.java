package io.rackledger.query.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server that belongs to this program: a child process on the loopback, with its data on disk. Works as root. One program
 * per data directory; a server that a killed program left behind is stopped first. A server that dies is started again.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String DATABASE = "rackledger";
    private static final String USER = "postgres";

    private final SupervisedServer server;
    private final FileChannel lockFile;

    private EmbeddedPostgres(SupervisedServer server, FileChannel lockFile) {
        this.server = server;
        this.lockFile = lockFile;
    }

    /**
     * Starts the server; the first start in a directory takes some seconds.
     *
     * @throws IOException where the directory is in use, the port is taken or the server does not come up in time
     */
    public static EmbeddedPostgres start(PostgresSettings settings) throws IOException {
        Path data = settings.dataDirectory().toAbsolutePath();
        Files.createDirectories(data);
        FileChannel lockFile = lock(data);
        try {
            new OrphanServer(data).stop();
            return new EmbeddedPostgres(SupervisedServer.start(settings, data), lockFile);
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    /**
     * Stops the server that a killed program left in the directory, where there is one, so that its port is free again. A directory
     * that a living program uses is left alone. {@link #start} does the same; this is for looking at ports before.
     */
    public static void stopOrphan(Path dataDirectory) throws IOException {
        Path data = dataDirectory.toAbsolutePath();
        if (!Files.exists(data.resolve("postmaster.pid"))) {
            return;
        }
        Optional<FileChannel> lockFile = tryLock(data);
        if (lockFile.isPresent()) {
            try (FileChannel _ = lockFile.get()) {
                new OrphanServer(data).stop();
            }
        }
    }

    /** Where the projections live; the database is made when they open it. */
    public PostgresAddress address() {
        return new PostgresAddress("jdbc:postgresql://127.0.0.1:" + server.port() + "/" + DATABASE, USER, "");
    }

    public int port() {
        return server.port();
    }

    /** What keeps the server down, in words for an operator; empty while it runs. */
    public Optional<String> trouble() {
        return server.trouble();
    }

    /** Stops the server and waits for its end. */
    @Override
    public void close() {
        try (lockFile) {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop cleanly", e);
        }
    }

    private static FileChannel lock(Path data) throws IOException {
        return tryLock(data)
                .orElseThrow(() -> new IOException(
                        "another program uses the data directory " + data + "; stop it or use another directory"));
    }

    /** Held by the channel until it closes, or until the program dies, however it dies. */
    private static Optional<FileChannel> tryLock(Path data) throws IOException {
        Path file = data.resolveSibling(data.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("This program has {} open already", data, e);
        }
        channel.close();
        return Optional.empty();
    }
}
