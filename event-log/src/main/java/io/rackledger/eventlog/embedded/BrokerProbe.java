package io.rackledger.eventlog.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Waits until a broker answers. */
final class BrokerProbe {
    private static final Duration ONE_TRY = Duration.ofSeconds(2);
    private static final int TRIES = 30;
    /** Starting took 18 s once on a busy machine; two minutes are patience enough. */
    private static final int LOOKS = 1_200;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int CONNECT_MILLIS = 500;

    private BrokerProbe() {}

    /** Waits until the process listens and then answers; a Kafka client that asks earlier fills the log with complaints. */
    static void awaitAnswer(Process broker, int port, Path output) throws IOException {
        String servers = "127.0.0.1:" + port;
        if (awaitListening(broker, port)) {
            Map<String, Object> settings = Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                    AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 50,
                    AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
            try (Admin admin = Admin.create(settings)) {
                for (int attempt = 0; attempt < TRIES && broker.isAlive(); attempt++) {
                    if (answers(admin)) {
                        return;
                    }
                }
            }
        }
        throw new IOException("the embedded broker on " + servers + (broker.isAlive() ? " does not answer" : " ended")
                + "; its output is in " + output);
    }

    private static boolean awaitListening(Process broker, int port) throws IOException {
        try {
            for (int attempt = 0; attempt < LOOKS; attempt++) {
                if (listens(port)) {
                    return true;
                }
                if (broker.waitFor(BETWEEN_LOOKS)) {
                    return false;
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the broker", e);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException _) {
            // Nobody listens yet: the caller counts the looks and then tells.
            return false;
        }
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
