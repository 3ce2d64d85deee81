package io.rackledger.core.simulation;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Link;
import io.rackledger.core.boot.Step;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.EngineSteps;
import io.rackledger.core.node.NodeStories;
import io.rackledger.core.node.StateKind;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.plan.BootPlanner;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalBody.ArtifactServed;
import io.rackledger.core.signal.SignalBody.BootScriptServed;
import io.rackledger.core.signal.SignalBody.CloudInitReported;
import io.rackledger.core.signal.SignalBody.HeartbeatReceived;
import io.rackledger.core.signal.SignalBody.RunnerFinished;
import io.rackledger.core.signal.SignalBody.RunnerStarted;
import io.rackledger.core.signal.SignalBody.SeedServed;
import io.rackledger.core.signal.SignalBody.StepFinished;
import io.rackledger.core.signal.SignalBody.StepStarted;
import io.rackledger.core.signal.SignalSubject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A machine: boots what the plan says, or what is on its disk, runs steps, and breaks as the faults of its world say. */
final class SimulatedMachine {
    private static final Digest SERVED = Digest.of(new byte[] {7});
    private static final Duration PACE = Duration.ofSeconds(8);
    private static final Duration BEAT = Duration.ofSeconds(45);
    private static final int MOST_BEATS = 150;

    private final World world;
    private final Set<AttemptId> confirmed = new HashSet<>();
    private Optional<AttemptId> disk = Optional.empty();
    private int life;

    SimulatedMachine(World world) {
        this.world = world;
    }

    /** Whether an installed system of this attempt really ran its steps and came through cloud-init. */
    boolean reallyRuns(AttemptId attempt) {
        return confirmed.contains(attempt);
    }

    void powerLost() {
        life++;
    }

    void powerCycled(Optional<BootDevice> device) {
        life++;
        boolean straight = device.equals(Optional.of(BootDevice.DISK));
        next(straight ? this::bootDisk : this::askNetwork);
    }

    /** The next thing that this life of the machine does, if it gets that far. */
    private void next(Runnable action) {
        after(world.upTo(PACE), action);
    }

    private void after(Duration time, Runnable action) {
        int mine = life;
        world.time.in(time, () -> {
            if (mine == life && !world.chance(world.faults().machineDies())) {
                action.run();
            }
        });
    }

    private void askNetwork() {
        BootPlan plan = BootPlanner.of(world.node(), 1, NodeStories.POLICY);
        SignalSubject subject = new SignalSubject.OfNode(
                plan.node(), plan.attempt(), plan.attempt().map(_ -> plan.stage()));
        world.observe(subject, "10.0.1.7:40001", new BootScriptServed(NodeStories.MAC, plan.kind(), SERVED, 400));
        switch (plan.kind()) {
            case LOCAL_DISK -> next(this::bootDisk);
            case HOLD, ENLIST -> after(Duration.ofMinutes(10), this::askNetwork);
            case INSPECT, CLEAN, DEPLOY, RESCUE, SERVICE ->
                plan.attempt().ifPresent(attempt -> ephemeral(new Boot(attempt, BootStage.EPHEMERAL, plan)));
        }
    }

    private void bootDisk() {
        BootPlan plan = BootPlanner.of(world.node(), 1, NodeStories.POLICY);
        disk.ifPresent(attempt -> seed(new Boot(attempt, BootStage.INSTALLED, plan)));
    }

    private void ephemeral(Boot boot) {
        next(() -> {
            boot.says(new ArtifactServed(Link.KERNEL, "vmlinuz", SERVED, 9_000_000, true));
            next(() -> {
                boot.says(new ArtifactServed(Link.INITRD, "initrd", SERVED, 40_000_000, true));
                if (world.chance(world.faults().machineLoops() * 10)) {
                    next(this::askNetwork);
                } else {
                    seed(boot);
                }
            });
        });
    }

    private void seed(Boot boot) {
        next(() -> {
            boot.says(new CloudInitReported("init-local", "searching for local datasources", "finish", "SUCCESS", "x"));
            if (world.chance(world.faults().seedRefused())) {
                boot.says(new SeedServed(Link.META_DATA, 404, SERVED, 0, "Cloud-Init/22.4.2"));
                boot.says(new CloudInitReported(
                        "init-network/search-NoCloudNet",
                        "no network data found from DataSourceNoCloudNet",
                        "finish",
                        "SUCCESS",
                        "x"));
                return;
            }
            for (Link link : List.of(Link.META_DATA, Link.USER_DATA, Link.VENDOR_DATA)) {
                boot.says(new SeedServed(link, 200, SERVED, 90, "Cloud-Init/22.4.2"));
            }
            next(() -> {
                boot.says(new RunnerStarted("life" + life));
                step(boot, 1);
            });
        });
    }

    private void step(Boot boot, int index) {
        if (index > boot.steps().size()) {
            boot.says(new RunnerFinished(true, ""));
            next(() -> finish(boot));
            return;
        }
        Step step = boot.steps().get(index - 1);
        next(() -> {
            boot.says(new StepStarted(index, step.name()));
            if (EngineSteps.isHold(step)) {
                hold(boot, index);
            } else if (world.chance(world.faults().stepHangs())) {
                beat(boot, MOST_BEATS, () -> {});
            } else {
                beat(boot, world.random.nextInt(6), () -> endStep(boot, index, step));
            }
        });
    }

    private void endStep(Boot boot, int index, Step step) {
        int exit = world.chance(world.faults().stepFails()) ? 7 : 0;
        String tail = "fact step" + index + " done\n";
        boot.says(new StepFinished(index, step.name(), exit, Duration.ofSeconds(9), false, tail));
        if (exit != 0) {
            boot.says(new RunnerFinished(false, step.name()));
            return;
        }
        if (step.name().equals("write-image")) {
            disk = Optional.of(boot.attempt());
        }
        step(boot, index + 1);
    }

    /** Polls as the hold script does: until the node has paused and was released again. */
    private void hold(Boot boot, int index) {
        Optional<Attempt> attempt =
                world.node().runningAttempt().filter(each -> each.id().equals(boot.attempt()));
        boolean paused = attempt.filter(each -> each.crumbs().stream()
                        .anyMatch(crumb -> crumb.link() == Link.STEP_STARTED && crumb.index() == index))
                .isPresent();
        if (paused && world.node().state().kind() != StateKind.HOLD) {
            endStep(boot, index, boot.steps().get(index - 1));
        } else {
            boot.says(new HeartbeatReceived());
            after(BEAT, () -> hold(boot, index));
        }
    }

    private void beat(Boot boot, int times, Runnable then) {
        if (times == 0) {
            next(then);
            return;
        }
        boot.says(new HeartbeatReceived());
        after(BEAT, () -> beat(boot, times - 1, then));
    }

    private void finish(Boot boot) {
        boot.says(new CloudInitReported("modules-final", "running modules for final", "finish", "SUCCESS", "x"));
        if (boot.stage() == BootStage.INSTALLED) {
            confirmed.add(boot.attempt());
        }
    }

    /** One boot of one system. */
    private final class Boot {
        private final AttemptId attempt;
        private final BootStage stage;
        private final List<Step> steps;

        private Boot(AttemptId attempt, BootStage stage, BootPlan plan) {
            this.attempt = attempt;
            this.stage = stage;
            boolean installed = stage == BootStage.INSTALLED || plan.kind() == BootPlanKind.LOCAL_DISK;
            steps = installed ? EngineSteps.ofInstalledSystem() : plan.steps();
        }

        private AttemptId attempt() {
            return attempt;
        }

        private BootStage stage() {
            return stage;
        }

        private List<Step> steps() {
            return steps;
        }

        private void says(SignalBody body) {
            SignalSubject subject = new SignalSubject.OfNode(NodeStories.ID, Optional.of(attempt), Optional.of(stage));
            world.observe(subject, "10.0.1.7:40001", body);
        }
    }
}
