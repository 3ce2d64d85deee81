package io.rackledger.eventlog.axon;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

/** Axon's event store on the node log; to be declared as the bean {@code eventBus}. See {@link NodeLogStorageEngine} for its rules. */
public final class NodeEventStore extends AbstractEventStore {
    private NodeEventStore(Builder builder) {
        super(builder);
    }

    public static NodeEventStore on(NodeLogStorageEngine engine) {
        return new NodeEventStore(new Builder(engine));
    }

    /** Refused: followers read the log through its feed. */
    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken trackingToken) {
        throw new EventStoreException("follow the log through Feed, not through an Axon processor");
    }

    private static final class Builder extends AbstractEventStore.Builder {
        Builder(NodeLogStorageEngine engine) {
            storageEngine(engine);
        }
    }
}
