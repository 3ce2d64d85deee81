package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.BootPlanLog;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.eventlog.codec.BootPlanCodec;
import io.rackledger.eventlog.fold.Partitioning;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Publishes a plan once under each of its MAC addresses. */
final class KafkaBootPlanLog implements BootPlanLog {
    private final KafkaParts parts;
    private final String topic;
    private final int partitions;

    KafkaBootPlanLog(KafkaParts parts) {
        this.parts = parts;
        this.topic = parts.topics().name(TopicName.BOOT_PLANS);
        this.partitions = parts.topics().partitions(TopicName.BOOT_PLANS);
    }

    @Override
    public CompletableFuture<LogVector> publish(BootPlan plan) {
        List<CompletableFuture<LogPosition>> sent = new ArrayList<>();
        for (MacAddress mac : plan.macs()) {
            sent.add(parts.observed()
                    .send(LogWriter.record(
                            topic,
                            partition(mac),
                            BootPlanCodec.encode(mac, plan, parts.clock().instant()))));
        }
        return places(sent);
    }

    @Override
    public CompletableFuture<LogVector> withdraw(MacAddress mac) {
        byte @Nullable [] nothing = null;
        byte[] key = mac.value().getBytes(StandardCharsets.UTF_8);
        return places(List.of(parts.observed().send(new ProducerRecord<>(topic, partition(mac), key, nothing))));
    }

    private int partition(MacAddress mac) {
        return Partitioning.of(mac.value(), partitions);
    }

    private CompletableFuture<LogVector> places(List<CompletableFuture<LogPosition>> sent) {
        CompletableFuture<LogVector> all = CompletableFuture.completedFuture(LogVector.START);
        for (CompletableFuture<LogPosition> each : sent) {
            all = all.thenCombine(each, KafkaBootPlanLog::past);
        }
        return all.thenApplyAsync(Function.identity(), parts.releases());
    }

    private static LogVector past(LogVector places, LogPosition position) {
        return places.with(position.partition(), Math.max(places.of(position.partition()), position.offset() + 1));
    }
}
