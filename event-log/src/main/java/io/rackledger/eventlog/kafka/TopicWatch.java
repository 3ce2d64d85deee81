package io.rackledger.eventlog.kafka;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
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
 * thousand times a second. A broker that is away, or that has not heard of its topics yet after a start, is no reason. The loss of a topic
 * that holds facts ends the log; a derived one is made again, and those who fill it begin anew.
 */
final class TopicWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Looks in a row that must miss a topic before it counts as deleted. */
    private static final int MISSES = 3;

    private final Admin admin;
    private final Topics topics;
    private final Renewals renewals;
    private final Map<TopicName, Uuid> ids = new EnumMap<>(TopicName.class);
    private final Map<TopicName, Integer> misses = new EnumMap<>(TopicName.class);
    private final CompletableFuture<String> stopped;
    private final ScheduledExecutorService looks;

    private TopicWatch(Admin admin, Topics topics, Renewals renewals, CompletableFuture<String> stopped) {
        this.admin = admin;
        this.topics = topics;
        this.renewals = renewals;
        this.stopped = stopped;
        this.looks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("topic-watch").factory());
    }

    /**
     * @param renewals told where a derived topic is missing, and again when it is another one
     * @param stopped completed with the reason where one that is not derived is gone
     */
    static TopicWatch start(Admin admin, Topics topics, Renewals renewals, CompletableFuture<String> stopped) {
        TopicWatch watch = new TopicWatch(admin, topics, renewals, stopped);
        watch.looks.scheduleWithFixedDelay(watch::look, 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        try {
            Map<String, KafkaFuture<TopicDescription>> asked =
                    admin.describeTopics(topics.names()).topicNameValues();
            for (TopicName topic : TopicName.values()) {
                look(topic, id(Objects.requireNonNull(asked.get(topics.name(topic)))));
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

    private void look(TopicName topic, Optional<Uuid> found) {
        if (found.isEmpty()) {
            missing(topic, misses.merge(topic, 1, Integer::sum));
            return;
        }
        misses.remove(topic);
        Uuid known = ids.put(topic, found.get());
        if (known != null && !known.equals(found.get())) {
            isAnotherOne(topic, known, found.get());
        }
    }

    private void missing(TopicName topic, int looks) {
        if (looks == 1) {
            renewals.tell(topic);
        }
        if (looks == MISSES && topic.derived()) {
            LOG.warn("topic {} was deleted; it is made anew and filled again from the others", topics.name(topic));
        }
        if (looks >= MISSES && topic.derived()) {
            topics.makeAnew(topic);
        } else if (looks == MISSES) {
            stop("topic " + topics.name(topic) + " was deleted while the engine was reading it");
        }
    }

    private void isAnotherOne(TopicName topic, Uuid known, Uuid found) {
        if (topic.derived()) {
            LOG.info("topic {} is a new one and is filled again from the others", topics.name(topic));
            renewals.tell(topic);
        } else {
            stop("topic " + topics.name(topic) + " was deleted and made anew (id " + known + " became " + found + ")");
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
