package io.rackledger.command.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.CommandOutcome;
import io.rackledger.core.door.Intake;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.ProvisionVerb;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same story told to process managers that are left alone, and to ones that are killed, doubled and given everything twice. */
final class InterruptedProcessTest {
    /** How a story went: all moves of the node, its expiries with their due times left out, and the reason at the end. */
    private record Outcome(List<ProvisionState> states, long expiries, Optional<FailureCode> failure) {
        static Outcome of(World world, NodeId node) {
            List<ProvisionState> states = world.events(node).stream()
                    .filter(NodeEvent.ProvisionStateChanged.class::isInstance)
                    .map(event -> ((NodeEvent.ProvisionStateChanged) event).to())
                    .toList();
            return new Outcome(states, world.expiries(node).size(), world.failure(node));
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void killAndRestartAtRandomPointsChangesNoOutcome(long seed) {
        Random kills = new Random(seed * 31 + 7);
        assertThat(told(seed, new World(), world -> {
                    if (kills.nextInt(3) == 0) {
                        world.restart();
                    }
                }))
                .as("seed %d", seed)
                .isEqualTo(undisturbed(seed));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void secondInstanceThatComesAndGoesChangesNoOutcome(long seed) {
        Random changes = new Random(seed * 17 + 3);
        assertThat(told(seed, new World(), world -> {
                    if (changes.nextInt(4) == 0) {
                        world.joinOrLeave();
                    }
                }))
                .as("seed %d", seed)
                .isEqualTo(undisturbed(seed));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyCommandDoubledChangesNoOutcome(long seed) {
        World doubled = new World(intake -> command -> intake.submit(command).thenCompose(_ -> intake.submit(command)));
        assertThat(told(seed, doubled, _ -> {})).as("seed %d", seed).isEqualTo(undisturbed(seed));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everySignalReadTwiceChangesNoOutcome(long seed) {
        World twice = new World();
        twice.repeatSignals();
        assertThat(told(seed, twice, _ -> {})).as("seed %d", seed).isEqualTo(undisturbed(seed));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void lostAnswersChangeNoOutcome(long seed) {
        Random losses = new Random(seed);
        World forgetful = new World(intake -> new Forgetful(intake, losses));
        assertThat(told(seed, forgetful, _ -> {})).as("seed %d", seed).isEqualTo(undisturbed(seed));
    }

    private static Outcome undisturbed(long seed) {
        return told(seed, new World(), _ -> {});
    }

    private static Outcome told(long seed, World world, Consumer<World> disturb) {
        NodeId node = world.enroll("n1");
        Lives.manage(world, node);
        world.act(node, ProvisionVerb.INSPECT);
        new Story(seed).tell(world, node, disturb);
        return Outcome.of(world, node);
    }

    /** Does or does not do what is asked, and says that it does not know. */
    private record Forgetful(Intake intake, Random losses) implements Intake {
        @Override
        public CompletableFuture<CommandOutcome> submit(CommandEnvelope command) {
            int chance = losses.nextInt(4);
            if (chance > 1) {
                return intake.submit(command);
            }
            CompletableFuture<CommandOutcome> unknown = CompletableFuture.completedFuture(
                    new CommandOutcome.OutcomeUnknown(command.context().command(), "lost"));
            return chance == 0 ? unknown : intake.submit(command).thenCompose(_ -> unknown);
        }
    }
}
