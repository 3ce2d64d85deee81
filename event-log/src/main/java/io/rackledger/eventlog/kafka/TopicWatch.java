package io.rackledger.eventlog.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a topic was deleted, or deleted and made anew. Kafka's consumers do not: they ask for it for ever, and complain thirty
 * thousand times a second. A broker that is away, or that has not heard of its topics yet after a start, is no reason.
 */
final class TopicWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Looks in a row that must miss a topic before it counts as deleted. */
    private static final int MISSES = 3;

    private final Admin admin;
    private final Map<String, Uuid> ids = new HashMap<>();
    private final Map<String, Integer> misses = new HashMap<>();
    private final List<String> names;
    private final CompletableFuture<String> stopped;
    private final ScheduledExecutorService looks;

    private TopicWatch(Admin admin, List<String> names, CompletableFuture<String> stopped) {
        this.admin = admin;
        this.names = names;
        this.stopped = stopped;
        this.looks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("topic-watch").factory());
    }

    /**
     * @param names of topics that exist
     * @param stopped completed with the reason where one of them is gone
     */
    static TopicWatch start(Admin admin, List<String> names, CompletableFuture<String> stopped) {
        TopicWatch watch = new TopicWatch(admin, names, stopped);
        watch.looks.scheduleWithFixedDelay(watch::look, 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        try {
            Map<String, KafkaFuture<TopicDescription>> asked =
                    admin.describeTopics(names).topicNameValues();
            for (Map.Entry<String, KafkaFuture<TopicDescription>> each : asked.entrySet()) {
                look(each.getKey(), id(each.getValue()));
            }
        } catch (TimeoutException | ExecutionException | RuntimeException e) {
            // The brokers are away: that mends itself, and says nothing about topics.
            LOG.debug("no look at the topics", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Empty where the broker answers that there is no such topic. */
    private static Optional<Uuid> id(KafkaFuture<TopicDescription> asked)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return Optional.of(
                    asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).topicId());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void look(String name, Optional<Uuid> found) {
        if (found.isEmpty()) {
            if (misses.merge(name, 1, Integer::sum) == MISSES) {
                stop("topic " + name + " was deleted while the engine was reading it");
            }
            return;
        }
        misses.remove(name);
        Uuid known = ids.putIfAbsent(name, found.get());
        if (known != null && !known.equals(found.get())) {
            stop("topic " + name + " was deleted and made anew (id " + known + " became " + found.get() + ")");
        }
    }

    private void stop(String why) {
        LOG.error("{}: this instance must be started again once the cause is gone", why);
        stopped.complete(why);
        looks.shutdown();
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
