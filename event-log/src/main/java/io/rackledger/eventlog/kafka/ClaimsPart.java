package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.Claims;
import io.rackledger.core.door.LogVector;
import io.rackledger.eventlog.claims.ClaimChange;
import io.rackledger.eventlog.claims.ClaimTable;
import io.rackledger.eventlog.claims.FoldedClaims;
import io.rackledger.eventlog.codec.ClaimCodec;
import io.rackledger.eventlog.codec.NewerTypeException;
import io.rackledger.eventlog.codec.UnreadableException;
import io.rackledger.eventlog.fold.Partitioning;
import io.rackledger.eventlog.fold.Progress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The claims topic: table, follower, and the optimistic append of changes. */
final class ClaimsPart implements Part, Fold {
    private final ClaimTable table = new ClaimTable();
    private final ReadBack<Boolean> readBack;
    private final TopicFollower follower;
    private final CompletableFuture<LogVector> folded;
    private final Claims claims;
    private final String topic;
    private final int partitions;

    ClaimsPart(KafkaParts parts) {
        Topics topics = parts.topics();
        topic = topics.name(TopicName.CLAIMS);
        partitions = topics.partitions(TopicName.CLAIMS);
        Progress progress = new Progress(partitions, parts.releases());
        readBack = new ReadBack<>(
                parts.instance(), parts.decided(), parts.settings().pace().deadline(), parts.releases());
        follower = parts.follow(TopicName.CLAIMS, progress, this, readBack::stop);
        folded = topics.end(TopicName.CLAIMS, FIRST_FOLD_PATIENCE)
                .thenCompose(end -> progress.reached(end, FIRST_FOLD_PATIENCE));
        claims = new FoldedClaims(table, this::append);
    }

    Claims claims() {
        return claims;
    }

    /** A claim that cannot be read stops the fold: to go on would be to grant what somebody may hold. */
    @Override
    public void take(ConsumerRecord<byte[], byte[]> raw) {
        try {
            ClaimCodec.SequencedChange read = ClaimCodec.decode(Records.wire(raw));
            boolean applied = table.apply(read.key(), read.sequence(), read.change());
            readBack.cameBack(raw.headers(), () -> applied);
        } catch (NewerTypeException e) {
            throw Outdated.at(raw, e);
        } catch (UnreadableException e) {
            throw new IllegalStateException("claim " + Records.position(raw) + " cannot be read", e);
        }
    }

    @Override
    public void passed(ConsumerRecord<byte[], byte[]> last) {
        readBack.release();
    }

    private CompletableFuture<Boolean> append(ClaimKey key, long sequence, ClaimChange change) {
        int partition = Partitioning.of(key.value(), partitions);
        return folded.thenCompose(_ ->
                        readBack.append(LogWriter.record(topic, partition, ClaimCodec.encode(key, sequence, change))))
                .thenCompose(answer -> switch (answer) {
                    case ReadBack.Answer.CameBack<Boolean>(Boolean applied) ->
                        CompletableFuture.completedFuture(applied);
                    case ReadBack.Answer.Unknown<Boolean>(String why) ->
                        CompletableFuture.failedFuture(new TimeoutException("claim " + key + ": " + why));
                });
    }

    @Override
    public CompletableFuture<LogVector> folded() {
        return folded;
    }

    @Override
    public void close() {
        follower.close();
    }
}
