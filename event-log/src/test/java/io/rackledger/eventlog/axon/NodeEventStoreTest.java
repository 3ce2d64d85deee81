package io.rackledger.eventlog.axon;

import static io.rackledger.eventlog.LogFixture.AT;
import static io.rackledger.eventlog.LogFixture.await;
import static io.rackledger.eventlog.LogFixture.change;
import static io.rackledger.eventlog.LogFixture.enroll;
import static io.rackledger.eventlog.LogFixture.newCommand;
import static io.rackledger.eventlog.LogFixture.newNode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.core.door.NodeStream;
import io.rackledger.core.door.OutcomeUnknownException;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.door.RecordMetadata;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.PowerState;
import io.rackledger.eventlog.LogFixture;
import io.rackledger.eventlog.memory.InMemoryLog;
import io.rackledger.eventlog.memory.MemoryFaults;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

/** Axon's units of work on the log: the state comes from the fold, the events become one record. */
final class NodeEventStoreTest {
    private final InMemoryLog log = new InMemoryLog();
    private final NodeEventStore store =
            NodeEventStore.on(new NodeLogStorageEngine(log.nodeLog(), log.nodeStates(), Duration.ofSeconds(20)));
    private final EventSourcingRepository<Probe> repository = EventSourcingRepository.builder(Probe.class)
            .aggregateFactory(new ProbeFactory())
            .eventStore(store)
            .build();

    @Test
    void handsTheFoldedStreamToTheAggregateAlsoForAnUnknownNode() {
        NodeId node = newNode();
        assertThat(seen(node)).isEqualTo(NodeStream.EMPTY);
        await(log.nodeLog().append(enroll(node, "probe")));
        await(log.nodeLog().append(change(node, 1)));
        assertThat(seen(node)).isEqualTo(log.nodeStates().current(node));
    }

    @Test
    void appendsAllEventsOfAUnitOfWorkAsOneRecord() {
        NodeId node = newNode();
        CommandId command = newCommand();
        inUnitOfWork(node, _ -> {
            apply(command, new NodeEvent.NodeEnrolled(AT, node, LogFixture.attributes("axon")));
            apply(command, new NodeEvent.PowerStateObserved(AT, PowerState.ON, Optional.empty()));
        });
        assertThat(log.history().of(node)).hasSize(1);
        assertThat(log.history().of(node).getFirst().events()).hasSize(2);
        assertThat(log.nodeStates().current(node).applied(command)).isPresent();
        inUnitOfWork(node, probe -> {
            assertThat(probe.stream.sequence()).isEqualTo(1);
            apply(newCommand(), new NodeEvent.PowerStateObserved(AT, PowerState.OFF, Optional.empty()));
        });
        assertThat(log.nodeStates().current(node).sequence()).isEqualTo(2);
    }

    @Test
    void tellsALostRaceAsConcurrencyAndSeesTheNewStateNextTime() {
        NodeId node = newNode();
        await(log.nodeLog().append(enroll(node, "raced")));
        assertThatThrownBy(() -> inUnitOfWork(node, _ -> {
                    await(log.nodeLog().append(change(node, 1)));
                    apply(newCommand(), new NodeEvent.PowerStateObserved(AT, PowerState.ON, Optional.empty()));
                }))
                .isInstanceOf(ConcurrencyException.class)
                .hasMessageContaining("decided at version 1 and is at 2");
        inUnitOfWork(
                node, _ -> apply(newCommand(), new NodeEvent.PowerStateObserved(AT, PowerState.ON, Optional.empty())));
        assertThat(log.nodeStates().current(node).sequence()).isEqualTo(3);
    }

    @Test
    void tellsAnUnknownOutcomeWithItsCommandId() {
        NodeId node = newNode();
        CommandId command = newCommand();
        await(log.nodeLog().append(enroll(node, "unknown")));
        log.faults().add(MemoryFaults.Fault.ANSWER_LOST);
        assertThatThrownBy(() -> inUnitOfWork(
                        node,
                        _ -> apply(command, new NodeEvent.PowerStateObserved(AT, PowerState.ON, Optional.empty()))))
                .isInstanceOfSatisfying(
                        OutcomeUnknownException.class,
                        e -> assertThat(e.command()).isEqualTo(command));
        assertThat(log.nodeStates().current(node).applied(command)).isPresent();
    }

    @Test
    void refusesEventsWithoutTheirRecordContext() {
        NodeId node = newNode();
        NodeEvent event = new NodeEvent.NodeEnrolled(AT, node, LogFixture.attributes("bare"));
        assertThatThrownBy(() -> inUnitOfWork(node, _ -> AggregateLifecycle.apply(event)))
                .isInstanceOf(EventStoreException.class)
                .hasMessageContaining(RecordMetadata.CONTEXT);
        assertThat(log.nodeStates().current(node).state()).isEqualTo(new NodeState.Unknown());
    }

    private NodeStream seen(NodeId node) {
        AtomicReference<NodeStream> seen = new AtomicReference<>();
        inUnitOfWork(node, probe -> seen.set(probe.stream));
        return seen.get();
    }

    private void inUnitOfWork(NodeId node, Consumer<Probe> action) {
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(GenericMessage.asMessage("command"));
        ResultMessage<?> result = unitOfWork.executeWithResult(() -> {
            repository.load(node.value()).execute(action);
            return null;
        });
        if (result.isExceptional()) {
            throw (RuntimeException) result.exceptionResult();
        }
    }

    private static void apply(CommandId command, NodeEvent event) {
        RecordContext context = LogFixture.request(newNode(), 0, command, event).context();
        AggregateLifecycle.apply(event, MetaData.with(RecordMetadata.CONTEXT, context));
    }

    /** The smallest aggregate: keeps what it was loaded with. */
    static final class Probe {
        @AggregateIdentifier
        private final String id;

        private final NodeStream stream;

        Probe(String id, NodeStream stream) {
            this.id = id;
            this.stream = stream;
        }

        @EventSourcingHandler
        void on(NodeEvent event) {
            assertThat(id).isNotEmpty();
        }
    }

    /** Makes the aggregate from the snapshot that the store hands out. */
    private static final class ProbeFactory implements AggregateFactory<Probe> {
        @Override
        public Probe createAggregateRoot(String id, DomainEventMessage<?> snapshot) {
            return new Probe(id, (NodeStream) snapshot.getPayload());
        }

        @Override
        public Class<Probe> getAggregateType() {
            return Probe.class;
        }
    }
}
