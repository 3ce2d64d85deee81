package io.rackledger.eventlog.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Waits until a broker answers. */
final class BrokerProbe {
    private static final Duration ONE_TRY = Duration.ofSeconds(2);
    /** Starting took 18 s once on a busy machine; a minute is patience enough. */
    private static final int TRIES = 30;

    private BrokerProbe() {}

    static void awaitAnswer(String servers, BooleanSupplier alive, Path output) throws IOException {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 50,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
        try (Admin admin = Admin.create(settings)) {
            for (int attempt = 0; attempt < TRIES && alive.getAsBoolean(); attempt++) {
                if (answers(admin)) {
                    return;
                }
            }
        }
        throw new IOException("the embedded broker on " + servers
                + (alive.getAsBoolean() ? " does not answer" : " ended") + "; its output is in " + output);
    }

    private static boolean answers(Admin admin) throws IOException {
        try {
            return !admin.describeCluster()
                    .nodes()
                    .get(ONE_TRY.toMillis(), TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (TimeoutException | ExecutionException _) {
            // Not yet: the caller counts the tries and then tells.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the broker", e);
        }
    }
}
