package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.eventlog.LogFixture;
import io.rackledger.eventlog.codec.NodeRecordCodec;
import io.rackledger.eventlog.fold.Partitioning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Fills node-events with records that are really encoded, without waiting for each, and compares folds. */
final class Streams {
    private Streams() {}

    static void write(LogSettings settings, List<AppendRequest> requests) {
        Clients clients = new Clients(settings);
        try (LogWriter writer = new LogWriter(() -> clients.producer("streams", Duration.ofMillis(5)))) {
            List<CompletableFuture<LogPosition>> written = new ArrayList<>();
            for (AppendRequest request : requests) {
                int partition = Partitioning.of(
                        request.node().value(), settings.layout().partitions());
                written.add(writer.send(LogWriter.record(
                        TopicName.NODE_EVENTS.in(settings),
                        partition,
                        NodeRecordCodec.encode(request, Optional.empty()))));
            }
            written.forEach(LogFixture::await);
        }
    }

    /** Every node with its whole stream. */
    static Map<NodeId, NodeStream> all(NodeStates states, LogSettings settings) {
        var partitions =
                IntStream.range(0, settings.layout().partitions()).boxed().collect(Collectors.toUnmodifiableSet());
        return states.known(partitions).stream().collect(Collectors.toMap(Function.identity(), states::current));
    }
}
