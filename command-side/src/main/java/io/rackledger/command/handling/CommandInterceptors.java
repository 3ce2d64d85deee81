package io.rackledger.command.handling;

import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.Fitness;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.OutcomeUnknownException;
import io.rackledger.core.identity.TraceParent;
import io.rackledger.core.node.Refusal;
import io.rackledger.core.node.RefusalCode;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.slf4j.MDC;

/** What every command passes on its way to its node, in this order: tracing, identity, fitness, limits, idempotency. */
final class CommandInterceptors {
    private CommandInterceptors() {}

    static List<MessageHandlerInterceptor<CommandMessage<?>>> all(
            NodeStates states, Judge judge, CommandLimits limits, Fitness fitness) {
        return List.of(tracing(), identity(), fitness(fitness), limits(limits), idempotency(states, judge));
    }

    /** Log lines of a command carry its node, its id and the caller's trace. */
    private static MessageHandlerInterceptor<CommandMessage<?>> tracing() {
        return (unit, chain) -> {
            CommandEnvelope envelope = envelope(unit.getMessage());
            try (MDC.MDCCloseable _ = MDC.putCloseable("node", envelope.node().value());
                    MDC.MDCCloseable _ = MDC.putCloseable(
                            "command", envelope.context().command().value());
                    MDC.MDCCloseable _ = MDC.putCloseable(
                            "trace",
                            TraceParent.parse(envelope.context().traceparent())
                                    .map(TraceParent::traceId)
                                    .orElse(""))) {
                return chain.proceed();
            }
        };
    }

    /** Nobody commands anonymously: the actor stands in every record. */
    private static MessageHandlerInterceptor<CommandMessage<?>> identity() {
        return (unit, chain) -> envelope(unit.getMessage()).context().actor().isBlank()
                ? new Judgement.Refuse(new Refusal(
                        RefusalCode.ARGUMENT_MISSING, "the command names no actor", "actor", "say who asks"))
                : chain.proceed();
    }

    /** Without a log to write to, or with a clock in doubt, nothing is decided: the caller is told at once and asks elsewhere. */
    private static MessageHandlerInterceptor<CommandMessage<?>> fitness(Fitness fitness) {
        return (unit, chain) -> {
            Optional<String> unfit = fitness.unfit();
            if (unfit.isPresent()) {
                throw new OutcomeUnknownException(
                        envelope(unit.getMessage()).context().command(), notHere(unfit.get()));
            }
            return chain.proceed();
        };
    }

    /** What a caller is told of a process that cannot decide. */
    static String notHere(String unfit) {
        return "it is not decided here: " + unfit;
    }

    private static MessageHandlerInterceptor<CommandMessage<?>> limits(CommandLimits limits) {
        return (unit, chain) -> {
            Optional<Refusal> refused = limits.refuse(envelope(unit.getMessage()));
            return refused.isPresent() ? new Judgement.Refuse(refused.get()) : chain.proceed();
        };
    }

    /** A repeat gets the first answer without waiting for the node's lock; the judge looks once more under it. */
    private static MessageHandlerInterceptor<CommandMessage<?>> idempotency(NodeStates states, Judge judge) {
        return (unit, chain) -> {
            CommandEnvelope envelope = envelope(unit.getMessage());
            Optional<Judgement> earlier = judge.earlier(states.current(envelope.node()), envelope);
            return earlier.isPresent() ? earlier.get() : chain.proceed();
        };
    }

    private static CommandEnvelope envelope(CommandMessage<?> message) {
        return ((CommandOnNode) message.getPayload()).envelope();
    }
}
