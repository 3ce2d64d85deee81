package io.rackledger.e2e.bench;

import io.rackledger.command.handling.HandlingConfiguration;
import io.rackledger.command.settings.CommandSettings;
import io.rackledger.core.door.Claims;
import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.CommandOutcome;
import io.rackledger.core.door.Intake;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.door.SignalLog;
import io.rackledger.core.node.WaitPolicy;
import io.rackledger.eventlog.EventLog;
import io.rackledger.eventlog.axon.NodeEventStore;
import io.rackledger.eventlog.axon.NodeLogStorageEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Commands per second through Axon's gateway, without HTTP: callers, intake and fold in this process, the broker in another. */
@Tag("bench")
final class IntakeRateBenchTest {
    private static final List<Integer> UNDER_WAY = List.of(1, 64, 512);
    private static final long ROUND_MILLIS = 3_000;
    private static final int WARM_UP = 60_000;
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(40);

    @Test
    void measuresCommandsThroughTheGateway(@TempDir Path folder) throws Exception {
        try (Figures figures = Figures.of(IntakeRateBenchTest.class)) {
            measure(folder.resolve("page-cache"), false, figures);
            measure(folder.resolve("fsync"), true, figures);
        }
    }

    private static void measure(Path folder, boolean fsync, Figures figures) throws Exception {
        try (BenchLog log = BenchLog.start(folder, fsync);
                RawProducer raw = new RawProducer(log);
                AnnotationConfigApplicationContext context = context(log.log())) {
            log.log().ready().get(20, TimeUnit.SECONDS);
            Intake intake = context.getBean(Intake.class);
            ChangingNodes warm = new ChangingNodes(door(intake), 256);
            int warmUp = WarmUp.of(WARM_UP, LONGEST_WARM_UP, warm::until);
            for (int underWay : UNDER_WAY) {
                double limit = raw.rate(underWay, ROUND_MILLIS / 2);
                CpuUse cpu = new CpuUse().and("broker", log::cpu).start();
                RateRounds rounds = RateRounds.measure(ROUND_MILLIS, new ChangingNodes(door(intake), underWay)::until);
                figures.add(Figure.of(
                                underWay + (fsync ? "-fsync" : ""),
                                "commands through Axon's gateway, " + underWay + " under way"
                                        + (fsync ? ", every batch forced to the disk" : ""),
                                "commands/s",
                                rounds.perSecond())
                        .beside("raw idempotent producer, as many under way", limit)
                        .because(cpu.text(rounds.latencies().count(), "command")
                                + " The load generator's holds the intake's.")
                        .measuredBy(
                                "Each virtual thread changes a property of its own node and waits for the outcome. Warm-up "
                                        + warmUp + " commands, " + RateRounds.ROUNDS + " rounds of "
                                        + ROUND_MILLIS / 1000
                                        + " s. Latency " + rounds.latencies() + "."));
            }
        }
    }

    private static ChangingNodes.Door door(Intake intake) {
        return (node, command, id) -> {
            RecordContext context = new RecordContext(id, ChangingNodes.HASH, "operator:bench", "", id.value(), "");
            return intake.submit(new CommandEnvelope(node, command, Instant.now(), Optional.empty(), context))
                    .thenApply(CommandOutcome.Done.class::isInstance);
        };
    }

    private static AnnotationConfigApplicationContext context(EventLog log) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(NodeStates.class, log::nodeStates);
        context.registerBean(NodeLog.class, log::nodeLog);
        context.registerBean(Claims.class, log::claims);
        context.registerBean(SignalLog.class, log::signals);
        context.registerBean(WaitPolicy.class, WaitPolicy::standard);
        context.registerBean(CommandSettings.class, CommandSettings::standard);
        context.registerBean(
                "eventBus",
                EventStore.class,
                () -> NodeEventStore.on(
                        new NodeLogStorageEngine(log.nodeLog(), log.nodeStates(), Duration.ofSeconds(10))));
        context.register(HandlingConfiguration.class);
        context.refresh();
        return context;
    }
}
