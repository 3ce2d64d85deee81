package io.rackledger.e2e.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The raw limit: a bare idempotent producer on a topic like ours, acknowledged records per second with so many under way. It sends the
 * bytes of a record of ours, compressed as ours. Without fsync it may keep five requests in flight, which it is faster with; with fsync one, as ours does.
 */
final class RawProducer implements AutoCloseable {
    private static final String TOPIC = "raw";
    private static final int PARTITIONS = 8;

    private static final byte[] RECORD = LongPast.record();

    private final KafkaProducer<byte[], byte[]> producer;

    RawProducer(BenchLog log) throws InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", log.bootstrapServers()))) {
            NewTopic topic = new NewTopic(TOPIC, PARTITIONS, (short) 1);
            admin.createTopics(List.of(log.fsync() ? topic.configs(Map.of("flush.messages", "1")) : topic))
                    .all()
                    .get(20, TimeUnit.SECONDS);
            // An idempotent producer that is faster than the leaders' election has its first batches refused.
            Map<TopicPartition, OffsetSpec> leaders = new HashMap<>();
            IntStream.range(0, PARTITIONS).forEach(p -> leaders.put(new TopicPartition(TOPIC, p), OffsetSpec.latest()));
            admin.listOffsets(leaders).all().get(20, TimeUnit.SECONDS);
        }
        producer = new KafkaProducer<>(
                Map.of(
                        "compression.zstd.level", "1",
                        "bootstrap.servers", log.bootstrapServers(),
                        "acks", "all",
                        "enable.idempotence", "true",
                        "linger.ms", "0",
                        "batch.size", "262144",
                        "compression.type", "zstd",
                        "max.in.flight.requests.per.connection", log.fsync() ? "1" : "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        rate(64, 500);
    }

    /** Records per second with so many under way, over so many milliseconds. */
    double rate(int underWay, long millis) throws InterruptedException {
        Semaphore room = new Semaphore(underWay);
        AtomicLong acknowledged = new AtomicLong();
        long began = System.nanoTime();
        long end = began + TimeUnit.MILLISECONDS.toNanos(millis);
        for (int i = 0; System.nanoTime() < end; i++) {
            room.acquire();
            producer.send(new ProducerRecord<>(TOPIC, i % PARTITIONS, null, RECORD), (_, failure) -> {
                acknowledged.addAndGet(failure == null ? 1 : 0);
                room.release();
            });
        }
        room.acquire(underWay);
        return acknowledged.get() / ((System.nanoTime() - began) / 1e9);
    }

    @Override
    public void close() {
        producer.close();
    }
}
