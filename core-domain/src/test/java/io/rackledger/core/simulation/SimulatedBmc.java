package io.rackledger.core.simulation;

import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.node.NodeStories;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerRequest;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.signal.SignalBody.PowerReported;
import io.rackledger.core.signal.SignalSubject;
import java.time.Duration;
import java.util.Optional;

/** A BMC with its effector: does what is asked, or not, and reports it, or not. */
final class SimulatedBmc {
    private static final SignalSubject SUBJECT =
            new SignalSubject.OfNode(NodeStories.ID, Optional.empty(), Optional.empty());

    private final World world;
    private PowerState power = PowerState.OFF;

    SimulatedBmc(World world) {
        this.world = world;
    }

    void asked(PowerRequest request) {
        if (world.chance(world.faults().bmcSilent())) {
            return;
        }
        world.time.in(Duration.ofSeconds(1).plus(world.upTo(Duration.ofSeconds(30))), () -> act(request));
    }

    private void act(PowerRequest request) {
        if (world.chance(world.faults().bmcFails())) {
            report(request, new PowerOutcome.Failed(FailureCode.POWER_NOT_CHANGED, "10.0.0.5:8000 still says OFF"));
            return;
        }
        switch (request.action()) {
            case READ -> {}
            case OFF, SOFT_OFF -> off();
            case ON, REBOOT, SOFT_REBOOT -> {
                power = PowerState.ON;
                world.machine.powerCycled(request.bootDevice());
            }
        }
        report(request, new PowerOutcome.Confirmed(power));
    }

    private void off() {
        power = PowerState.OFF;
        world.machine.powerLost();
    }

    private void report(PowerRequest request, PowerOutcome outcome) {
        world.observe(SUBJECT, NodeStories.BMC.authority(), new PowerReported(request.id(), outcome));
    }
}
