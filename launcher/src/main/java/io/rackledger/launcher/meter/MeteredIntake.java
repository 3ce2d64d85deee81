package io.rackledger.launcher.meter;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.CommandOutcome;
import io.rackledger.core.door.Intake;
import io.rackledger.core.node.NodeCommand;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts commands by verb and outcome, tells operators' from the engine's own, and measures how late deadlines are acted on. */
public final class MeteredIntake implements Intake {
    private static final String ENGINE = "engine:";
    /** A deadline that is acted on later than this counts as late. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private final Intake intake;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<Class<?>, String> verbs = new HashMap<>();
    private final Map<Kind, Lane> lanes = new ConcurrentHashMap<>();

    private record Kind(String verb, String origin, String outcome) {}

    private record Lane(Counter counter, Timer timer) {}

    public MeteredIntake(Intake intake, MeterRegistry registry) {
        this.intake = intake;
        this.registry = registry;
        this.clock = registry.config().clock();
        for (Class<?> type : NodeCommand.class.getPermittedSubclasses()) {
            verbs.put(type, Meters.label(type));
        }
    }

    @Override
    public CompletableFuture<CommandOutcome> submit(CommandEnvelope command) {
        long begun = clock.monotonicTime();
        return intake.submit(command)
                .whenComplete((outcome, _) -> told(command, outcome, clock.monotonicTime() - begun));
    }

    private void told(CommandEnvelope envelope, @Nullable CommandOutcome outcome, long nanos) {
        String origin = envelope.context().actor().startsWith(ENGINE) ? "engine" : "operator";
        String word = word(outcome);
        String verb = verb(envelope.command());
        Lane lane = lanes.computeIfAbsent(new Kind(verb, origin, word), this::lane);
        lane.counter().increment();
        lane.timer().record(nanos, TimeUnit.NANOSECONDS);
        if (outcome instanceof CommandOutcome.Refused(var refusal, var _)) {
            registry.counter("rackledger.command.refusals", "origin", origin, "code", Meters.label(refusal.code()))
                    .increment();
        }
        if (origin.equals("engine") && (word.equals("refused") || word.equals("repeated"))) {
            registry.counter("rackledger.engine.duplicates", "verb", verb).increment();
        }
        if (envelope.command() instanceof NodeCommand.ExpireWait expiry && word.equals("done")) {
            fired(expiry, Duration.between(expiry.dueAt(), envelope.at()));
        }
    }

    private Lane lane(Kind kind) {
        Tags outcome = Tags.of("origin", kind.origin(), "outcome", kind.outcome());
        return new Lane(
                registry.counter("rackledger.commands", outcome.and("verb", kind.verb())),
                Meters.timer(registry, "rackledger.command", outcome));
    }

    private void fired(NodeCommand.ExpireWait expiry, Duration lateness) {
        Duration late = lateness.isNegative() ? Duration.ZERO : lateness;
        Tags clockOfWait = Tags.of("clock", Meters.label(expiry.clock()));
        Meters.timer(registry, "rackledger.deadline.lateness", clockOfWait).record(late);
        registry.counter("rackledger.deadlines.fired", clockOfWait).increment();
        if (late.compareTo(LATE) > 0) {
            registry.counter("rackledger.deadlines.late", clockOfWait).increment();
        }
    }

    private String verb(NodeCommand command) {
        return command instanceof NodeCommand.Act(var verb, var _)
                ? verb.wireName()
                : verbs.getOrDefault(command.getClass(), "unknown");
    }

    private static String word(@Nullable CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Done done -> done.repeated() ? "repeated" : "done";
            case CommandOutcome.Unchanged _ -> "unchanged";
            case CommandOutcome.Refused _ -> "refused";
            case CommandOutcome.OutcomeUnknown _ -> "unknown";
            case null -> "failed";
        };
    }
}
