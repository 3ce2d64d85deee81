package io.rackledger.eventlog.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Whom a derived topic that was deleted or made anew concerns: what they have read of it, and where, holds no longer. Thread-safe. */
final class Renewals {
    private final Map<TopicName, List<Runnable>> concerned = new ConcurrentHashMap<>();

    /** @param startAnew called on a thread of the log; must return at once */
    void on(TopicName topic, Runnable startAnew) {
        concerned.computeIfAbsent(topic, _ -> new CopyOnWriteArrayList<>()).add(startAnew);
    }

    void tell(TopicName topic) {
        concerned.getOrDefault(topic, List.of()).forEach(Runnable::run);
    }
}
