package io.rackledger.eventlog.memory;

import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.OutdatedProgramException;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.eventlog.fold.NewerWriter;
import io.rackledger.eventlog.fold.Partitioning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** The followed topics as lists in memory, under one lock. */
final class MemoryTopics {
    private final int partitions;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<LogTopic, List<List<LogRecord>>> records = new EnumMap<>(LogTopic.class);
    private final Map<LogRecord, OutdatedProgramException> newer = new ConcurrentHashMap<>();
    private final CompletableFuture<String> stopped = new CompletableFuture<>();

    MemoryTopics(int partitions) {
        this.partitions = partitions;
        for (LogTopic topic : LogTopic.values()) {
            List<List<LogRecord>> lists = new ArrayList<>();
            for (int partition = 0; partition < partitions; partition++) {
                lists.add(new ArrayList<>());
            }
            records.put(topic, lists);
        }
    }

    int partitions() {
        return partitions;
    }

    /** Appends under the key; the record is made from its position. */
    <R extends LogRecord> R append(LogTopic topic, String key, Function<LogPosition, R> make) {
        lock.lock();
        try {
            int partition = Partitioning.of(key, partitions);
            List<LogRecord> list = list(topic, partition);
            R record = make.apply(new LogPosition(partition, list.size()));
            list.add(record);
            news.signalAll();
            return record;
        } finally {
            lock.unlock();
        }
    }

    /** Appends a record as a newer program would have written it; why this program must stop at it. */
    OutdatedProgramException appendNewer(LogTopic topic, String key, String type, String writer) {
        String reason = "event type " + type + " is not known to this version of the engine";
        LogRecord.Unreadable record =
                append(topic, key, position -> new LogRecord.Unreadable(topic, position, key, reason));
        OutdatedProgramException why =
                NewerWriter.at(topic + " " + record.position(), type, reason, Optional.of(writer));
        newer.put(record, why);
        return why;
    }

    /** Stops where one of the records that are to be acted on was written by a newer program. */
    void requireKnown(List<LogRecord> actedOn) {
        for (LogRecord record : actedOn) {
            OutdatedProgramException why = newer.get(record);
            if (why != null) {
                stopped.complete(why.toString());
                throw why;
            }
        }
    }

    CompletableFuture<String> stopped() {
        return stopped;
    }

    /** At most {@code most} records of a partition from an offset on. */
    List<LogRecord> read(LogTopic topic, int partition, long from, int most) {
        lock.lock();
        try {
            List<LogRecord> list = list(topic, partition);
            int first = (int) Math.min(from, list.size());
            return List.copyOf(list.subList(first, Math.min(list.size(), first + most)));
        } finally {
            lock.unlock();
        }
    }

    LogVector end(LogTopic topic) {
        lock.lock();
        try {
            LogVector end = LogVector.START;
            for (int partition = 0; partition < partitions; partition++) {
                end = end.with(partition, list(topic, partition).size());
            }
            return end;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something was appended or {@link #wake} was called and the condition holds, or the patience is over. */
    void await(BooleanSupplier wanted, Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (left > 0 && !wanted.getAsBoolean()) {
                left = news.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        lock.lock();
        try {
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Runs under the lock of all topics. */
    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private List<LogRecord> list(LogTopic topic, int partition) {
        List<List<LogRecord>> lists = records.get(topic);
        if (lists == null) {
            throw new IllegalStateException("topic " + topic + " is not kept");
        }
        return lists.get(partition);
    }
}
