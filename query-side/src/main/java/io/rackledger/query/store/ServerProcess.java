package io.rackledger.query.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server process, started and stopped by the library that brings its binaries. */
final class ServerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);

    private final EmbeddedPostgres server;

    private final Postmaster postmaster;

    private ServerProcess(EmbeddedPostgres server, Postmaster postmaster) {
        this.server = server;
        this.postmaster = postmaster;
    }

    static ServerProcess start(PostgresSettings settings, Path data) throws IOException {
        LOG.info("Starting PostgreSQL in {}", data);
        ServerOutput output = ServerOutput.of(data);
        ProcessBuilder.Redirect redirect = output.begin();
        try {
            EmbeddedPostgres started = builder(settings, data)
                    .setOutputRedirector(redirect)
                    .setErrorRedirector(redirect)
                    .start();
            Postmaster postmaster = new OrphanServer(data)
                    .find()
                    .orElseThrow(() -> new IOException("PostgreSQL in " + data + " ended as soon as it was up"));
            return new ServerProcess(started, postmaster);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + output.words(), e);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + output.words(), e);
        }
    }

    private static EmbeddedPostgres.Builder builder(PostgresSettings settings, Path data) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(settings.port())
                // Whoever started it stops it, after those who use it.
                .setRegisterShutdownHook(false)
                .setPGStartupWait(settings.startPatience())
                // The library's own defaults are off: fit for throw-away data only.
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", settings.synchronousCommit() ? "on" : "off")
                .setServerConfig("listen_addresses", "127.0.0.1")
                // They would lie in the directory that all share, one for each port, also of other network namespaces.
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("log_checkpoints", "off")
                .setServerConfig("max_connections", "100")
                // Nobody replicates it, its statements are short, and a fleet of some thousand nodes fits.
                .setServerConfig("wal_level", "minimal")
                .setServerConfig("max_wal_senders", "0")
                .setServerConfig("jit", "off")
                .setServerConfig("shared_buffers", "256MB");
    }

    /** The server itself; what the library started has only started it and is gone. */
    Postmaster postmaster() {
        return postmaster;
    }

    int port() {
        return server.getPort();
    }

    void close() throws IOException {
        server.close();
    }
}
