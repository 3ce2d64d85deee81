package io.rackledger.bmc.simulated;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts events (DSP0266, "Eventing"). What is not taken is posted again, as often as the service's DeliveryRetryAttempts says. */
final class RedfishDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(RedfishDelivery.class);
    private static final int RETRY_ATTEMPTS = 3;
    private static final int RETRY_MILLIS = 500;
    private static final int PATIENCE_MILLIS = 10_000;

    private final ExecutorService threads;
    private final ScheduledExecutorService scheduler;

    /** @param threads on which a post may wait */
    RedfishDelivery(ExecutorService threads, ScheduledExecutorService scheduler) {
        this.threads = threads;
        this.scheduler = scheduler;
    }

    void send(String destination, String event) {
        send(destination, event, RETRY_ATTEMPTS);
    }

    private void send(String destination, String event, int retries) {
        try {
            threads.execute(() -> {
                if (!isTaken(destination, event) && retries > 0) {
                    scheduler.schedule(
                            () -> send(destination, event, retries - 1), RETRY_MILLIS, TimeUnit.MILLISECONDS);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("an event is not sent: this BMC has been closed", e);
        }
    }

    private static boolean isTaken(String destination, String event) {
        try {
            HttpURLConnection post =
                    (HttpURLConnection) URI.create(destination).toURL().openConnection();
            post.setConnectTimeout(PATIENCE_MILLIS);
            post.setReadTimeout(PATIENCE_MILLIS);
            post.setRequestMethod("POST");
            post.setRequestProperty("Content-Type", "application/json");
            post.setDoOutput(true);
            try (OutputStream out = post.getOutputStream()) {
                out.write(event.getBytes(StandardCharsets.UTF_8));
            }
            int status = post.getResponseCode();
            post.disconnect();
            return status / 100 == 2;
        } catch (IOException e) {
            LOG.debug("an event could not be delivered", e);
            return false;
        }
    }
}
