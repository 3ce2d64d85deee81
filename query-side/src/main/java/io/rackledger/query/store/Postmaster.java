package io.rackledger.query.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's first process. It is no child of ours: what started it is gone, and it belongs to the first process of the machine or
 * container, which may leave it as a zombie for minutes or for ever. A zombie is dead, although its process handle calls it alive.
 */
record Postmaster(ProcessHandle process) {
    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
    private static final Duration TURN = Duration.ofMillis(100);
    private static final String ENDED = "ZX";

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive() && !isZombie();
    }

    /** Waits for its end; false where it is still alive then. */
    boolean endsWithin(Duration patience) throws IOException {
        for (long turns = patience.dividedBy(TURN); turns > 0 && isAlive(); turns--) {
            try {
                process.onExit().get(TURN.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                LOG.trace("pid {} is still there", pid(), e);
            } catch (ExecutionException e) {
                throw new IOException("cannot wait for pid " + pid(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for pid " + pid(), e);
            }
        }
        return !isAlive();
    }

    /** By the third field of {@code /proc/PID/stat}, proc_pid_stat(5); the second may hold anything, in brackets. */
    private boolean isZombie() {
        Path stat = Path.of("/proc", Long.toString(pid()), "stat");
        try {
            String fields = Files.exists(stat) ? Files.readString(stat) : "";
            int state = fields.lastIndexOf(')') + 2;
            return state < fields.length() && ENDED.indexOf(fields.charAt(state)) >= 0;
        } catch (IOException e) {
            LOG.debug("{} cannot be read; it may have gone this moment", stat, e);
            return !process.isAlive();
        }
    }
}
