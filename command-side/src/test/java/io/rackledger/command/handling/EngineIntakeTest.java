package io.rackledger.command.handling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.CommandOutcome;
import io.rackledger.core.door.Fitness;
import io.rackledger.core.door.Intake;
import io.rackledger.core.node.DriftPolicy;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.Refusal;
import io.rackledger.core.node.RefusalCode;
import io.rackledger.core.node.WaitPolicy;
import io.rackledger.eventlog.memory.MemoryFaults.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The engine's own commands, on threads of their own as in the engine. */
final class EngineIntakeTest extends IntakeContract {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @Override
    String actor() {
        return "engine:provisioning";
    }

    @Override
    Intake intake() {
        return intake(Intakes.direct(log, WaitPolicy.standard()), CommandLimits.none(), Fitness.always());
    }

    private Intake intake(Intake others, CommandLimits limits, Fitness fitness) {
        Judge judge = new Judge(WaitPolicy.standard(), DriftPolicy.RECORD);
        return new EngineIntake(
                others, log.nodeStates(), log.nodeLog(), judge, limits, fitness, threads, threads::close);
    }

    private static NodeCommand observed(PowerState power, int second) {
        return new NodeCommand.ObservePower(power, NOW.plusSeconds(second));
    }

    /** An intake of the engine, and a node to ask for. */
    private Intake withNode() {
        enrollNode();
        return intake();
    }

    private void enrollNode() {
        done(Intakes.direct(log, WaitPolicy.standard())
                .submit(command("m", "c0", enroll("m")))
                .join());
    }

    @AfterEach
    void endThreads() {
        threads.close();
    }

    @Test
    void carriesOutWhatTouchesNoClaimByItself() {
        enrollNode();
        Intake alone = intake(
                command -> CompletableFuture.failedFuture(new AssertionError(command)),
                CommandLimits.none(),
                Fitness.always());
        done(alone.submit(command("m", "c1", observed(PowerState.ON, 1))).join());
        Node node = (Node) log.nodeStates().current(id("m")).state();
        assertThat(node.power()).isEqualTo(PowerState.ON);
    }

    @Test
    void decidesManyOfOneNodeOnTheStatesThatTheyMeet() {
        Intake intake = withNode();
        List<CompletableFuture<CommandOutcome>> outcomes = new ArrayList<>();
        for (int i = 1; i <= 64; i++) {
            PowerState power = i % 2 == 0 ? PowerState.OFF : PowerState.ON;
            outcomes.add(intake.submit(command("m", "c" + i, observed(power, i))));
        }
        long recorded = outcomes.stream()
                .map(CompletableFuture::join)
                .filter(CommandOutcome.Done.class::isInstance)
                .count();
        assertThat(log.nodeStates().current(id("m")).sequence()).isEqualTo(1 + recorded);
    }

    @Test
    void tellsUnknownOutcomeAndDoesTheRepeatOnce() {
        Intake intake = withNode();
        log.faults().add(Fault.ANSWER_LOST);
        assertThat(intake.submit(command("m", "c1", observed(PowerState.ON, 1))).join())
                .isInstanceOf(CommandOutcome.OutcomeUnknown.class);
        assertThat(done(intake.submit(command("m", "c1", observed(PowerState.ON, 1)))
                                .join())
                        .repeated())
                .isTrue();
    }

    @Test
    void decidesNothingWhereTheProcessIsUnfit() {
        Intake unfit = intake(withNode(), CommandLimits.none(), () -> Optional.of("the clock is in doubt"));
        assertThat(unfit.submit(command("m", "c1", observed(PowerState.ON, 1))).join())
                .isInstanceOfSatisfying(
                        CommandOutcome.OutcomeUnknown.class,
                        unknown -> assertThat(unknown.why()).contains("the clock is in doubt"));
        assertThat(log.nodeStates().current(id("m")).sequence()).isEqualTo(1);
    }

    @Test
    void limitsHoldForTheEngineToo() {
        Refusal tooMany = new Refusal(RefusalCode.CONFLICT, "too many", "", "later");
        Intake limited = intake(withNode(), _ -> Optional.of(tooMany), Fitness.always());
        assertRefused(
                limited.submit(command("m", "c1", observed(PowerState.ON, 1))).join(), RefusalCode.CONFLICT);
    }
}
