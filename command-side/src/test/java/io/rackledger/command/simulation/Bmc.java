package io.rackledger.command.simulation;

import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerRequest;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A BMC with its effector: does what is asked, or not, and reports it, or not, or lies about it. */
final class Bmc {
    private final World world;
    private final Machine machine;
    private final Chance chance;
    private final String address;
    private final Set<String> effects = new HashSet<>();
    private PowerState power = PowerState.OFF;

    Bmc(World world, Machine machine, Chance chance, String address) {
        this.world = world;
        this.machine = machine;
        this.chance = chance;
        this.address = address;
    }

    void asked(NodeId node, PowerRequest request) {
        if (!bad()) {
            long delay = bad() ? chance.upTo(600_000) : 500 + chance.upTo(10_000);
            world.time.in(delay, "BMC acts on " + request.id() + " of", node, () -> act(node, request.id()));
        }
    }

    private boolean bad() {
        return chance.in(world.faults().bmc());
    }

    /** Does what the node still wants; what is not wanted any more is left. */
    private void act(NodeId id, PowerRequestId request) {
        if (world.truth.state(id) instanceof Node node) {
            node.pendingPower().filter(each -> each.id().equals(request)).ifPresent(each -> carryOut(node, each));
        }
    }

    private void carryOut(Node node, PowerRequest request) {
        Breach.unless(effects.add(node.id() + " " + request.id()), "one effect per power request", request);
        world.stats.count(Stat.EFFECT);
        if (bad()) {
            report(node, request, new PowerOutcome.Failed(FailureCode.POWER_NOT_CHANGED, address + " still says OFF"));
            return;
        }
        if (!bad()) {
            switch (request.action()) {
                case READ -> {}
                case OFF, SOFT_OFF -> off();
                case ON, REBOOT, SOFT_REBOOT -> {
                    power = PowerState.ON;
                    machine.powerCycled(request.bootDevice());
                }
            }
        }
        if (!bad()) {
            report(node, request, new PowerOutcome.Confirmed(power));
        }
    }

    private void off() {
        power = PowerState.OFF;
        machine.powerLost();
    }

    private void report(Node node, PowerRequest request, PowerOutcome outcome) {
        String number = request.id().toString();
        world.network.observe(new Signal(
                SignalId.ofParts(List.of("power-reported", node.id().value(), number)),
                new SignalSubject.OfNode(node.id(), node.runningAttempt().map(Attempt::id), Optional.empty()),
                world.serviceClock.instant(),
                address,
                Optional.empty(),
                new SignalBody.PowerReported(request.id(), outcome)));
    }

    /** The background reader looks. */
    void read(NodeId node) {
        SignalSubject subject = new SignalSubject.OfNode(node, Optional.empty(), Optional.empty());
        PowerState told = bad() ? chance.of(PowerState.values()) : power;
        world.network.observe(subject, address, new SignalBody.PowerRead(told));
    }
}
