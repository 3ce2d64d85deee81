package io.rackledger.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.node.Node;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.launcher.rack.MachineFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R7: what machines ask and report is lost, doubled, reordered and late on its way. Machines that work come to where they should; those
 * that do not fail with a reason; none is stuck, none is switched twice.
 */
final class BadNetworkTest {
    private static final Duration TO_REST = Duration.ofMinutes(6);
    /** Four times the time between two signs of life. */
    private static final Duration LATEST = Duration.ofSeconds(12);

    private static final SignalProxy.Weather ROUGH = new SignalProxy.Weather(10, 20, 10, 20, LATEST);
    private static final SignalProxy.Weather STORM = new SignalProxy.Weather(30, 30, 30, 5, LATEST);

    @Test
    void leadsEveryMachineToItsEnd() {
        run(Seed.of(getClass(), "leadsEveryMachineToItsEnd"), 4, ROUGH, ProvisionState.AVAILABLE);
    }

    @Test
    @Tag("full")
    void leadsEveryOneOf200MachinesToItsEnd() {
        run(Seed.of(getClass(), "leadsEveryOneOf200MachinesToItsEnd"), 200, ROUGH, ProvisionState.ACTIVE);
    }

    @Test
    @Tag("full")
    void leavesNoMachineStuckInAStorm() {
        run(Seed.of(getClass(), "leavesNoMachineStuckInAStorm"), 40, STORM, ProvisionState.ACTIVE);
    }

    private static void run(Seed seed, int machines, SignalProxy.Weather weather, ProvisionState end) {
        List<Fleet.Errand> errands = end == ProvisionState.ACTIVE
                ? List.of(Fleet.MANAGE, Fleet.PROVIDE, Fleet.DEPLOY)
                : List.of(Fleet.MANAGE, Fleet.PROVIDE);
        Map<Integer, MachineFault> faults = faults(machines);
        try (Installation at = Installation.of("r7-network", 1)) {
            int port = FreePorts.next();
            EngineNode engine = Installation.shortWaits(at.engine("a", "command,boot,bmc"))
                    .withHeap("768m")
                    .with("--boot-url", "http://127.0.0.1:" + port)
                    .start()
                    .awaitReady();
            String boot = "http://127.0.0.1:" + engine.bootPort();
            try (SignalProxy proxy = SignalProxy.start(port, boot, weather, seed.value());
                    Fleet fleet = Fleet.start(
                            "f", machines, faults, proxy.url(), List.of(engine), at.history(), seed.value());
                    Board board = Board.open(at.brokers().bootstrapServers(), 1)) {
                fleet.enroll();
                fleet.live(() -> board, TO_REST, errands);
                board.awaitAll(Board::atRest, TO_REST);
                System.out.println(machines + " machines: " + board.states() + "; " + proxy.words());
                board.failures().forEach(System.out::println);
                List<String> breaches = new ArrayList<>(Inspection.of(at, List.of(engine), List.of(fleet)));
                breaches.addAll(notAsTheModel(fleet, faults, board, weather, end));
                seed.requireNone(breaches);
            }
        }
    }

    /** One machine in ten has a fault of its own. */
    private static Map<Integer, MachineFault> faults(int machines) {
        Map<Integer, MachineFault> faults = new HashMap<>();
        for (int number = 10; number <= machines; number += 10) {
            faults.put(number, number % 20 == 0 ? MachineFault.STEP_EXITS_7 : MachineFault.NEVER_FETCHES_USER_DATA);
        }
        return faults;
    }

    /** In a storm a machine may run out of tries by itself: then its node has failed, with a reason. Else faults decide. */
    private static List<String> notAsTheModel(
            Fleet fleet,
            Map<Integer, MachineFault> faults,
            Board board,
            SignalProxy.Weather weather,
            ProvisionState end) {
        List<String> others = new ArrayList<>();
        for (int i = 0; i < fleet.slots().size(); i++) {
            String name = fleet.slots().get(i).name();
            Node node = board.node(name).orElseThrow();
            boolean there = node.state() == end && node.failure().isEmpty();
            boolean works = !faults.containsKey(i + 1);
            if (there && !works || !there && works && weather.equals(ROUGH)) {
                others.add(
                        "machine " + name + (works ? " works" : " does not work") + ", its node is in " + node.state());
            }
        }
        assertThat(fleet.switches().total()).as("machines were switched").isPositive();
        return others;
    }
}
