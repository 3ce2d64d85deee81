package io.rackledger.command.handling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.command.LateStates;
import io.rackledger.command.settings.CommandSettings;
import io.rackledger.core.door.Claims;
import io.rackledger.core.door.CommandOutcome;
import io.rackledger.core.door.Intake;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.RecentCommands;
import io.rackledger.core.door.SignalLog;
import io.rackledger.core.node.Refusal;
import io.rackledger.core.node.RefusalCode;
import io.rackledger.core.node.WaitPolicy;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.eventlog.axon.NodeEventStore;
import io.rackledger.eventlog.axon.NodeLogStorageEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

final class AxonIntakeTest extends IntakeContract {
    private final List<AnnotationConfigApplicationContext> contexts = new ArrayList<>();

    @Override
    Intake intake() {
        return context(CommandLimits.none()).getBean(Intake.class);
    }

    private AnnotationConfigApplicationContext context(CommandLimits limits) {
        return context(limits, log.nodeStates());
    }

    private AnnotationConfigApplicationContext context(CommandLimits limits, NodeStates states) {
        return context(limits, states, log.nodeLog());
    }

    private AnnotationConfigApplicationContext context(CommandLimits limits, NodeStates states, NodeLog nodeLog) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(NodeStates.class, () -> states);
        context.registerBean(NodeLog.class, () -> nodeLog);
        context.registerBean(Claims.class, log::claims);
        context.registerBean(SignalLog.class, log::signals);
        context.registerBean(WaitPolicy.class, WaitPolicy::standard);
        context.registerBean(CommandSettings.class, CommandSettings::standard);
        context.registerBean(CommandLimits.class, () -> limits);
        context.registerBean(
                "eventBus",
                EventStore.class,
                () -> NodeEventStore.on(new NodeLogStorageEngine(nodeLog, states, Duration.ofSeconds(10))));
        context.register(HandlingConfiguration.class);
        context.refresh();
        contexts.add(context);
        return context;
    }

    @AfterEach
    void close() {
        contexts.forEach(AnnotationConfigApplicationContext::close);
    }

    @Test
    void refusesNothingOnAStateThatIsOlderThanTheLog() {
        intake().submit(command("a", "c1", enroll("a"))).join();
        Intake lagging =
                context(CommandLimits.none(), LateStates.of(log.nodeStates())).getBean(Intake.class);
        done(lagging.submit(command("a", "c2", addPort(1))).join());
    }

    @Test
    void refusesNothingWhileTheLogDoesNotTellItsEnd() {
        Intake cutOff = context(CommandLimits.none(), LateStates.withoutLog(log.nodeStates()))
                .getBean(Intake.class);
        assertThat(cutOff.submit(command("a", "c1", addPort(1))).join())
                .isInstanceOf(CommandOutcome.OutcomeUnknown.class);
    }

    @Test
    void tellsThePlaceOfACommandThatTheNodeHasForgottenBeforeItsAnswerWasMade() {
        Intake others = intake();
        NodeLog crowded = request -> log.nodeLog().append(request).whenComplete((_, _) -> {
            for (int i = 0; i <= RecentCommands.REMEMBERED; i++) {
                done(others.submit(command("a", "later" + i, addPort(i))).join());
            }
        });
        Intake slow = context(CommandLimits.none(), log.nodeStates(), crowded).getBean(Intake.class);

        CommandOutcome.Done done =
                done(slow.submit(command("a", "c1", enroll("a"))).join());

        assertThat(done.sequence()).isEqualTo(1);
        assertThat(done.position().offset()).isZero();
    }

    @Test
    void transactionManagerIsSprings() {
        assertThat(context(CommandLimits.none()).getBean(TransactionManager.class))
                .isInstanceOf(SpringTransactionManager.class);
    }

    @Test
    void nothingReachesForAxonServer() {
        assertThat(Arrays.stream(context(CommandLimits.none()).getBeanDefinitionNames()))
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("axonserver"));
    }

    @Test
    void limitsMayRefuseBeforeTheNodeIsLookedAt() {
        Intake intake = context(_ -> Optional.of(new Refusal(RefusalCode.CONFLICT, "too many", "", "later")))
                .getBean(Intake.class);
        assertRefused(intake.submit(command("a", "c1", enroll("a"))).join(), RefusalCode.CONFLICT);
    }

    @Test
    void refusalOfOperatorIsReportedAsSignal() {
        Intake intake = intake();
        intake.submit(command("a", "c1", enroll("a"))).join();
        CommandOutcome refused = intake.submit(command("a", "c2", enroll("a"))).join();
        assertRefused(refused, RefusalCode.NODE_EXISTS);
        try (var reader = log.feed().readAll(Map.of(LogTopic.SIGNALS, LogVector.START))) {
            assertThat(reader.poll(Duration.ZERO))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            LogRecord.OfSignal.class,
                            record -> assertThat(record.signal().body())
                                    .isInstanceOfSatisfying(
                                            SignalBody.RequestRefused.class,
                                            body -> assertThat(body.reason()).startsWith("NODE_EXISTS")));
        }
    }
}
