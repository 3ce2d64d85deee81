package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.Documents;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.eventlog.fold.Partitioning;
import io.rackledger.eventlog.fold.Progress;
import io.rackledger.eventlog.replica.DocumentReplica;
import io.rackledger.eventlog.replica.LogReplica;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The documents topic. Where each document lies is kept in memory; contents are, up to a bound, and are read from the log beyond it. */
final class DocumentsPart implements Part, Documents {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentsPart.class);
    private static final int LARGEST = 1024 * 1024;

    private final KafkaParts parts;
    private final String topic;
    private final int partitions;
    private final Map<Digest, LogPosition> places = new ConcurrentHashMap<>();
    private final DocumentCache cache = new DocumentCache();
    private final DocumentReader reader;
    private final Progress progress;
    private final TopicFollower follower;
    private final CompletableFuture<LogVector> folded;
    private final Optional<DocumentReplica> replica;

    DocumentsPart(KafkaParts parts) {
        this.parts = parts;
        this.replica = parts.replica().map(LogReplica::documents);
        Topics topics = parts.topics();
        topic = topics.name(TopicName.DOCUMENTS);
        partitions = topics.partitions(TopicName.DOCUMENTS);
        progress = new Progress(partitions, parts.releases());
        reader = new DocumentReader(parts.clients(), topic);
        follower = parts.follow(
                TopicName.DOCUMENTS,
                progress,
                new Telling(),
                why -> LOG.info("documents are not followed any more: {}", why));
        folded = topics.end(TopicName.DOCUMENTS, FIRST_FOLD_PATIENCE)
                .thenCompose(end -> progress.reached(end, FIRST_FOLD_PATIENCE))
                .thenApply(place -> {
                    replica.ifPresent(copy -> copy.level(place));
                    return place;
                });
    }

    private final class Telling implements Fold {
        @Override
        public void take(ConsumerRecord<byte[], byte[]> record) {
            fold(record);
        }

        @Override
        public void passed(ConsumerRecord<byte[], byte[]> last) {
            replica.ifPresent(copy -> copy.passed(last.partition(), last.offset() + 1));
        }
    }

    private void fold(ConsumerRecord<byte[], byte[]> raw) {
        try {
            Digest digest = new Digest(Records.key(raw));
            if (raw.value() == null) {
                places.remove(digest);
                cache.remove(digest);
                replica.ifPresent(copy -> copy.erased(digest));
            } else if (Digest.of(raw.value()).equals(digest)) {
                places.put(digest, Records.position(raw));
                cache.put(digest, raw.value());
                replica.ifPresent(copy -> copy.told(digest, raw.value()));
            } else {
                LOG.error("document {} is not what its key says; it is left out", Records.position(raw));
            }
        } catch (IllegalArgumentException e) {
            LOG.error("document {} has no digest for a key: {}", Records.position(raw), e.getMessage());
        }
    }

    @Override
    public CompletableFuture<Digest> put(byte[] content) {
        if (content.length > LARGEST) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(
                    "a document of " + content.length + " bytes is too large; at most " + LARGEST));
        }
        Digest digest = Digest.of(content);
        return write(digest, content.clone());
    }

    @Override
    public CompletableFuture<Digest> erase(Digest digest) {
        return write(digest, null);
    }

    /** Completes when the record is durable and this process has folded it, so that its writer can read it at once. */
    private CompletableFuture<Digest> write(Digest digest, byte @Nullable [] content) {
        byte[] key = digest.value().getBytes(StandardCharsets.UTF_8);
        int partition = Partitioning.of(digest.value(), partitions);
        return parts.observed()
                .send(new ProducerRecord<>(topic, partition, key, content))
                .thenCompose(position ->
                        progress.reached(position, parts.settings().pace().deadline()))
                .thenApply(_ -> digest);
    }

    @Override
    public Optional<byte[]> get(Digest digest) {
        LogPosition place = places.get(digest);
        if (place == null) {
            return Optional.empty();
        }
        Optional<byte[]> cached = cache.get(digest);
        if (cached.isPresent()) {
            return cached;
        }
        Optional<byte[]> read = reader.read(digest, place);
        read.ifPresent(content -> cache.put(digest, content));
        return read;
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
