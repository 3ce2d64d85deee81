package io.rackledger.command.handling;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.jspecify.annotations.Nullable;

/** Axon's event store over the log's doors; see {@link NodeStorageEngine}. */
final class NodeEventStore extends AbstractEventStore {
    NodeEventStore(NodeStorageEngine engine) {
        super(new Parts().storageEngine(engine));
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        throw new UnsupportedOperationException("followers read the log's feed");
    }

    private static final class Parts extends Builder {}
}
