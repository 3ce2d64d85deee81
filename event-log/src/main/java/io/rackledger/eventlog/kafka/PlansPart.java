package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.BootPlans;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.eventlog.codec.BootPlanCodec;
import io.rackledger.eventlog.codec.NewerTypeException;
import io.rackledger.eventlog.codec.UnreadableException;
import io.rackledger.eventlog.fold.Progress;
import io.rackledger.eventlog.plans.PlanSink;
import io.rackledger.eventlog.plans.PlanTable;
import io.rackledger.eventlog.replica.LogReplica;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The boot-plans topic: the folded plans and their listeners. */
final class PlansPart implements Part {
    private static final Logger LOG = LoggerFactory.getLogger(PlansPart.class);

    private final ExecutorService notices = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("boot-plan-notices").factory());
    private final PlanTable own = new PlanTable(notices);
    private final Optional<LogReplica> replica;
    private final PlanSink sink;
    private final TopicFollower follower;
    private final CompletableFuture<LogVector> folded;

    PlansPart(KafkaParts parts) {
        replica = parts.replica();
        sink = replica.map(LogReplica::planSink).orElse(own);
        Topics topics = parts.topics();
        Progress progress = new Progress(topics.partitions(TopicName.BOOT_PLANS), parts.releases());
        follower = parts.follow(
                TopicName.BOOT_PLANS,
                progress,
                new Telling(),
                why -> LOG.info("boot plans are not followed any more: {}", why));
        folded = topics.end(TopicName.BOOT_PLANS, FIRST_FOLD_PATIENCE)
                .thenCompose(end -> progress.reached(end, FIRST_FOLD_PATIENCE))
                .thenApply(place -> {
                    sink.level(place);
                    return place;
                });
    }

    BootPlans plans() {
        return replica.map(LogReplica::plans).orElse(own);
    }

    private final class Telling implements Fold {
        @Override
        public void take(ConsumerRecord<byte[], byte[]> record) {
            fold(record);
        }

        @Override
        public void passed(ConsumerRecord<byte[], byte[]> last) {
            sink.passed(last.partition(), last.offset() + 1);
        }
    }

    /**
     * A plan that cannot be read leaves its machine with the plan it had; the others go on. One that a newer program wrote stops the
     * fold: what the machine had before may be the order to erase its disk.
     */
    private void fold(ConsumerRecord<byte[], byte[]> raw) {
        try {
            MacAddress mac = new MacAddress(Records.key(raw));
            if (raw.value() == null) {
                sink.remove(mac);
            } else {
                sink.put(mac, BootPlanCodec.decode(Records.wire(raw)));
            }
        } catch (NewerTypeException e) {
            throw Outdated.at(raw, e);
        } catch (UnreadableException | IllegalArgumentException e) {
            LOG.error("boot plan {} of {} cannot be read", Records.position(raw), Records.key(raw), e);
        }
    }

    @Override
    public CompletableFuture<LogVector> folded() {
        return folded;
    }

    @Override
    public void close() {
        follower.close();
        notices.shutdown();
    }
}
