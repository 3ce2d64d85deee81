package io.rackledger.command.simulation;

import io.rackledger.command.process.ProcessRules;
import io.rackledger.core.diagnosis.Endpoints;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.Protection;
import io.rackledger.core.node.WaitPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Everything there is in one run, grown from its seed. */
final class World {
    static final WaitPolicy POLICY = WaitPolicy.standard();
    static final ProcessRules RULES = new ProcessRules(
            POLICY,
            new Endpoints("10.0.0.1:8481", "10.0.0.2:8482", "10.0.0.3:8483"),
            Life.PATIENCE,
            Duration.ofSeconds(30),
            Duration.ofSeconds(30));

    private static final long CALM = 1_800_000;

    final Trace trace = new Trace();
    final Stats stats = new Stats();
    final VirtualTime time = new VirtualTime(trace);
    final Truth truth = new Truth(time, stats);
    final FakeLog log = new FakeLog(time, truth, this::news);
    final List<Instance> instances = new ArrayList<>();
    final List<Machine> machines = new ArrayList<>();
    final InstanceClock serviceClock = new InstanceClock(time);
    final Coordinator group;
    final Network network;
    final Services services = new Services(this);
    final Operator operator;
    private final List<Bmc> bmcs = new ArrayList<>();
    private final Chaos chaos;
    private Faults faults;
    private long wrongBy;

    World(long seed) {
        Chance root = new Chance(seed);
        faults = Faults.drawn(root.split());
        group = new Coordinator(time, root.split(), this::wakeAll);
        network = new Network(this, root.split());
        operator = new Operator(this, root.split());
        chaos = new Chaos(this, root.split());
        Chance size = root.split();
        int many = 1 + size.below(3);
        for (int i = 0; i < many; i++) {
            machines.add(new Machine(this, root.split(), mac(i), "10.2.0." + i + ":40000"));
            bmcs.add(new Bmc(this, machines.get(i), root.split(), bmc(i).authority()));
        }
        truth.listen(this::react);
        new Past(this, root.split()).write();
        int members = 1 + size.below(3);
        for (int i = 0; i < members; i++) {
            instances.add(new Instance(this, i, root.split()));
            setClock(instances.get(i).clock, size.upTo(2 * faults.skew()) - faults.skew());
        }
        instances.forEach(Instance::start);
        chaos.begin();
        operator.work();
        lookAtPower(root.split());
    }

    static NodeId nodeId(int number) {
        return new NodeId("00000000-0000-4000-8000-%012d".formatted(number));
    }

    static MacAddress mac(int number) {
        return new MacAddress("52:54:00:00:00:0" + number);
    }

    static BmcAddress bmc(int number) {
        return new BmcAddress("redfish+http://10.1.0." + number + ":8000/redfish/v1/Systems/1");
    }

    NodeAttributes attributes(String name, int machine) {
        return new NodeAttributes(
                name,
                "redfish",
                Optional.of(bmc(machine)),
                "",
                new TreeSet<>(List.of(mac(machine))),
                new TreeMap<>(),
                "",
                new TreeSet<>(),
                "",
                Protection.NONE,
                Protection.NONE);
    }

    Faults faults() {
        return faults;
    }

    void setClock(InstanceClock clock, long error) {
        clock.error(error);
        stats.count(Stat.CLOCK_MOVED);
        wrongBy = Math.max(wrongBy, Math.abs(error));
        truth.clocksWrongBy(wrongBy);
    }

    /** How wrong any clock ever was. */
    long wrongBy() {
        return wrongBy;
    }

    /** From now on nothing goes wrong any more, and nobody interferes. */
    void heal() {
        faults = Faults.none();
        log.comeBack();
        instances.forEach(instance -> {
            instance.clock.error(0);
            instance.start();
            instance.life().ifPresent(Life::heal);
        });
        serviceClock.error(0);
        operator.goHome();
        wakeAll();
        calmSoon();
    }

    /** All processes end and others begin, which know nothing but the log. */
    void startOver() {
        instances.forEach(Instance::crash);
        calmSoon();
    }

    /** When all have started, are caught up, and clocks that were set right have caught up with what they had told before. */
    private void calmSoon() {
        truth.calmFrom(time.instant().plusMillis(CALM + wrongBy));
    }

    void wakeAll() {
        instances.forEach(instance -> instance.life().ifPresent(life -> life.wake(100)));
    }

    private void news(int partition) {
        instances.forEach(instance -> instance.life().ifPresent(life -> life.news(partition)));
    }

    private void react(NodeRecord record) {
        for (NodeEvent event : record.events()) {
            if (event instanceof NodeEvent.PowerActionRequested asked
                    && truth.state(record.node()) instanceof Node node) {
                bmcOf(node).ifPresent(bmc -> bmc.asked(node.id(), asked.request()));
            } else if (event instanceof NodeEvent.NodeDeleted) {
                stats.count(Stat.DELETED);
            }
        }
    }

    private Optional<Bmc> bmcOf(Node node) {
        for (int i = 0; i < bmcs.size(); i++) {
            if (node.attributes().bmc().equals(Optional.of(bmc(i)))) {
                return Optional.of(bmcs.get(i));
            }
        }
        return Optional.empty();
    }

    private void lookAtPower(Chance chance) {
        time.in(chance.upTo(1_800_000), "", "", () -> {
            for (Node node : truth.living()) {
                bmcOf(node).ifPresent(bmc -> bmc.read(node.id()));
            }
            if (faults.opera() > 0) {
                lookAtPower(chance);
            }
        });
    }
}
