package io.rackledger.launcher.demo;

import io.rackledger.launcher.client.ApiClient;
import io.rackledger.launcher.client.ApiProblem;
import io.rackledger.launcher.client.Paths;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** What the engine says of all nodes, asked a few times a second. Thread-safe. */
final class Fleet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);
    private static final Duration PERIOD = Duration.ofMillis(250);

    private final ApiClient client;
    private final Map<String, JsonNode> byName = new TreeMap<>();
    private final List<Watch> watches = new ArrayList<>();
    private final Consumer<Map<String, JsonNode>> listener;
    private final ScheduledFuture<?> polling;

    private record Watch(String name, Predicate<JsonNode> wanted, CompletableFuture<JsonNode> seen) {}

    /** @param listener called with all rows by name after each answer, from one thread */
    Fleet(ApiClient client, ScheduledExecutorService scheduler, Consumer<Map<String, JsonNode>> listener) {
        this.client = client;
        this.listener = listener;
        this.polling = scheduler.scheduleWithFixedDelay(this::poll, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void poll() {
        try {
            JsonNode page = client.get(Paths.NODES, Map.of("limit", "500"));
            synchronized (this) {
                page.path(Paths.ITEMS)
                        .forEach(row -> byName.put(row.path("name").asString(""), row));
                watches.removeIf(this::settled);
                listener.accept(new TreeMap<>(byName));
            }
        } catch (ApiProblem problem) {
            LOG.warn("the list of nodes was refused: {}", problem.words());
        } catch (UncheckedIOException e) {
            LOG.warn("the list of nodes could not be read: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("reading the list of nodes went wrong", e);
        }
    }

    private boolean settled(Watch watch) {
        JsonNode row = byName.get(watch.name());
        return row != null && watch.wanted().test(row) && watch.seen().complete(row);
    }

    /** The node's row as soon as it is as wanted; empty where that does not come about in time. */
    Optional<JsonNode> await(String name, Predicate<JsonNode> wanted, Duration patience) throws InterruptedException {
        Watch watch = new Watch(name, wanted, new CompletableFuture<>());
        synchronized (this) {
            if (!settled(watch)) {
                watches.add(watch);
            }
        }
        try {
            return Optional.of(watch.seen().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("{} did not become what was wanted within {}", name, patience);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        polling.cancel(false);
    }
}
