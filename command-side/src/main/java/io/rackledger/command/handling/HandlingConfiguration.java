package io.rackledger.command.handling;

import io.rackledger.command.settings.CommandSettings;
import io.rackledger.core.door.Claims;
import io.rackledger.core.door.Fitness;
import io.rackledger.core.door.Intake;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.SignalLog;
import io.rackledger.core.node.WaitPolicy;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.Repository;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires the way of a command: gateway, bus with its interceptors, aggregate on the event store that the launcher gives. Every part is named here, since
 * Axon's auto-configuration looks for classes that Spring Boot 4 has moved, and would take a transaction manager that does nothing.
 */
@Configuration(proxyBeanMethods = false)
public final class HandlingConfiguration {
    @Bean
    ClaimDesk claimDesk(Claims claims, NodeStates states, NodeLog log, CommandSettings settings) {
        return new ClaimDesk(claims, states, log, settings.reservation(), settings.patience());
    }

    @Bean
    Judge judge(WaitPolicy policy, CommandSettings settings) {
        return new Judge(policy, settings.drift());
    }

    /** Of commands only, on purpose without the database: commands go on while PostgreSQL is away. */
    @Bean
    TransactionManager commandTransactions() {
        return new SpringTransactionManager(new LogTransactions());
    }

    @Bean(destroyMethod = "")
    CommandBus commandBus(
            TransactionManager commandTransactions,
            NodeStates states,
            Judge judge,
            ObjectProvider<CommandLimits> limits,
            ObjectProvider<Fitness> fitness) {
        SimpleCommandBus bus = SimpleCommandBus.builder()
                .transactionManager(commandTransactions)
                .build();
        CommandInterceptors.all(
                        states,
                        judge,
                        limits.getIfAvailable(CommandLimits::none),
                        fitness.getIfAvailable(Fitness::always))
                .forEach(bus::registerHandlerInterceptor);
        return bus;
    }

    @Bean
    CommandGateway commandGateway(CommandBus bus) {
        return DefaultCommandGateway.builder().commandBus(bus).build();
    }

    @Bean
    Repository<NodeAggregate> nodeRepository(EventStore store, Judge judge, ClaimDesk claims) {
        return EventSourcingRepository.builder(NodeAggregate.class)
                .eventStore(store)
                .aggregateFactory(new NodeAggregateFactory(parameters(judge, claims)))
                .parameterResolverFactory(parameters(judge, claims))
                .build();
    }

    @Bean
    AggregateAnnotationCommandHandler<NodeAggregate> nodeCommandHandler(
            Repository<NodeAggregate> repository, CommandBus bus, Judge judge, ClaimDesk claims) {
        AggregateAnnotationCommandHandler<NodeAggregate> handler =
                AggregateAnnotationCommandHandler.<NodeAggregate>builder()
                        .aggregateType(NodeAggregate.class)
                        .repository(repository)
                        .commandTargetResolver(HandlingConfiguration::target)
                        .parameterResolverFactory(parameters(judge, claims))
                        .build();
        handler.subscribe(bus);
        return handler;
    }

    @Bean
    Intake intake(
            CommandGateway gateway,
            AggregateAnnotationCommandHandler<NodeAggregate> subscribed,
            NodeStates states,
            NodeLog log,
            SignalLog signals,
            Judge judge,
            CommandSettings settings,
            ObjectProvider<CommandLimits> limits,
            ObjectProvider<Fitness> fitness) {
        AxonIntake operators = new AxonIntake(
                gateway,
                states,
                new RefusalReports(signals),
                new Freshness(states, settings.patience().dividedBy(4)),
                Executors.newVirtualThreadPerTaskExecutor());
        ExecutorService engine = engineCommands();
        return new EngineIntake(
                operators,
                states,
                log,
                judge,
                limits.getIfAvailable(CommandLimits::none),
                fitness.getIfAvailable(Fitness::always),
                engine,
                () -> {
                    engine.close();
                    operators.close();
                });
    }

    /** As many threads as can work at a time: what they do waits for nobody. */
    private static ExecutorService engineCommands() {
        return Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().daemon().name("engine-commands-", 0).factory());
    }

    /** Named here, since Axon's own resolver looks for its annotations with every command. */
    private static VersionedAggregateIdentifier target(CommandMessage<?> command) {
        return switch (command.getPayload()) {
            case CommandOnNode onNode -> new VersionedAggregateIdentifier(onNode.node(), null);
            case Object other -> throw new IllegalArgumentException("not a command on a node: " + other.getClass());
        };
    }

    private static ParameterResolverFactory parameters(Judge judge, ClaimDesk claims) {
        return MultiParameterResolverFactory.ordered(List.of(
                ClasspathParameterResolverFactory.forClass(NodeAggregate.class),
                new SimpleResourceParameterResolverFactory(List.of(judge, claims))));
    }
}
