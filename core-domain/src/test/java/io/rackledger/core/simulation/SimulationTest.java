package io.rackledger.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.node.NodeEvent.ProvisionStateChanged;
import io.rackledger.core.node.NodeStories;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.node.StateKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/**
 * Whole lives of single nodes in a bad world, in virtual time, with process managers as they are described: the quick check of this module
 * alone. The real process managers, several instances and a log with its faults are simulated in command-side. Every run follows from its seed alone; a failure names it, and
 * {@code -Dtests.jvm=-Drackledger.seed=N} runs that one.
 */
final class SimulationTest {
    private static final Duration ROUGH_TIME = Duration.ofHours(6);
    private static final Duration PATIENCE = Duration.ofHours(8);
    private static final List<ProvisionVerb> GOOD_LIFE = List.of(
            ProvisionVerb.MANAGE,
            ProvisionVerb.INSPECT,
            ProvisionVerb.PROVIDE,
            ProvisionVerb.DEPLOY,
            ProvisionVerb.RESCUE,
            ProvisionVerb.UNRESCUE,
            ProvisionVerb.SERVICE,
            ProvisionVerb.REBUILD,
            ProvisionVerb.UNDEPLOY);

    @Test
    void keepsItsRulesInARoughWorldAndComesToRestWhenItEnds() {
        Map<ProvisionState, Integer> visited = new EnumMap<>(ProvisionState.class);
        seeds(2000, seed -> roughLife(seed, visited));
        if (Long.getLong("rackledger.seed") == null) {
            assertThat(visited.keySet())
                    .as("states that the simulation has seen")
                    .isEqualTo(EnumSet.allOf(ProvisionState.class));
        }
    }

    @Test
    void bringsEveryGoodMachineToActiveHoweverItsSignalsArrive() {
        seeds(600, SimulationTest::goodLife);
    }

    private static void roughLife(long seed, Map<ProvisionState, Integer> visited) {
        World world = new World(seed, Faults.rough());
        Operator operator = new Operator(world);
        operator.work();
        world.time.runUntil(NodeStories.START.plus(ROUGH_TIME));
        world.become(Faults.none());
        operator.goHome();
        world.time.runUntil(world.time.now().plus(PATIENCE));
        world.finish();
        assertThat(world.node().state().kind())
                .as(
                        "seed %d: at rest %s after the faults stopped, in %s",
                        seed, PATIENCE, world.node().state())
                .isIn(StateKind.STABLE, StateKind.FAILED, StateKind.HOLD);
        world.engine.log().forEach(event -> {
            if (event instanceof ProvisionStateChanged moved) {
                visited.merge(moved.to(), 1, Integer::sum);
            }
        });
    }

    private static void goodLife(long seed) {
        World world = new World(seed, Faults.disorder());
        for (ProvisionVerb verb : GOOD_LIFE) {
            world.submit(NodeStories.command(verb));
            world.time.runUntil(world.time.now().plus(Duration.ofMinutes(45)));
            assertThat(world.node().state().kind())
                    .as(
                            "seed %d: %s ends well, not in %s: %s",
                            seed, verb, world.node().state(), world.node().failure())
                    .isEqualTo(StateKind.STABLE);
        }
        world.finish();
        assertThat(world.node().state()).as("seed %d", seed).isEqualTo(ProvisionState.AVAILABLE);
    }

    private static void seeds(int count, LongConsumer life) {
        Long one = Long.getLong("rackledger.seed");
        if (one != null) {
            life.accept(one);
            return;
        }
        for (long seed = 0; seed < count; seed++) {
            life.accept(seed);
        }
    }
}
