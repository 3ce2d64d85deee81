package io.rackledger.command.simulation;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Link;
import io.rackledger.core.boot.Step;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.EngineSteps;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.StateKind;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanKind;
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
import java.util.List;
import java.util.Optional;

/** A machine: boots what the plan says, or what is on its disk, runs steps, and breaks as the faults of its world say. */
final class Machine {
    static final Digest SERVED = Digest.of(new byte[] {7});
    private static final long PACE = 8_000;
    private static final long BEAT = 45_000;
    private static final long ASK_AGAIN = 600_000;
    private static final int MOST_BEATS = 60;

    final MacAddress mac;
    private final World world;
    private final Chance chance;
    private final String address;
    private Optional<Installed> disk = Optional.empty();
    private int life;

    /** What was written to the disk, for which node. */
    private record Installed(NodeId node, AttemptId attempt) {}

    Machine(World world, Chance chance, MacAddress mac, String address) {
        this.world = world;
        this.chance = chance;
        this.mac = mac;
        this.address = address;
    }

    /** It was deployed before this run. */
    void has(NodeId node, AttemptId attempt) {
        disk = Optional.of(new Installed(node, attempt));
    }

    void powerLost() {
        life++;
    }

    void powerCycled(Optional<BootDevice> device) {
        life++;
        boolean straight = device.equals(Optional.of(BootDevice.DISK));
        next("starts from its disk", straight ? this::bootDisk : this::askNetwork);
    }

    /** The next thing that this life of the machine does, if it gets that far. */
    private void next(String what, Runnable action) {
        after(chance.upTo(PACE), what, action);
    }

    private void after(long delay, String what, Runnable action) {
        int mine = life;
        world.time.in(delay, "", "", () -> {
            if (mine == life && !chance.in(world.faults().machineDies())) {
                world.time.count(what, mac);
                action.run();
            }
        });
    }

    private void askNetwork() {
        Optional<BootPlan> published = world.services.plan(mac);
        if (published.isEmpty()) {
            after(ASK_AGAIN, "asks again", this::askNetwork);
            return;
        }
        BootPlan plan = published.get();
        SignalSubject subject = new SignalSubject.OfNode(
                plan.node(), plan.attempt(), plan.attempt().map(_ -> plan.stage()));
        world.network.observe(subject, address, new BootScriptServed(mac, plan.kind(), SERVED, 400));
        switch (plan.kind()) {
            case LOCAL_DISK -> next("starts from its disk", this::bootDisk);
            case HOLD, ENLIST -> after(ASK_AGAIN, "asks again", this::askNetwork);
            case INSPECT, CLEAN, DEPLOY, RESCUE, SERVICE ->
                plan.attempt()
                        .ifPresent(attempt ->
                                kernel(new Boot(plan.node(), attempt, BootStage.EPHEMERAL, plan.kind(), plan.steps())));
        }
    }

    private void bootDisk() {
        disk.ifPresent(on -> seed(new Boot(
                on.node(),
                on.attempt(),
                BootStage.INSTALLED,
                BootPlanKind.LOCAL_DISK,
                EngineSteps.ofInstalledSystem())));
    }

    private void kernel(Boot boot) {
        next("fetches its kernel", () -> {
            boot.says(new ArtifactServed(Link.KERNEL, "vmlinuz", SERVED, 9_000_000, true));
            boot.says(new ArtifactServed(Link.INITRD, "initrd", SERVED, 40_000_000, true));
            if (chance.in(world.faults().machineLoops())) {
                loop(boot, 9);
            } else {
                seed(boot);
            }
        });
    }

    /** Boots again and again, and never comes further. */
    private void loop(Boot boot, int times) {
        if (times > 0) {
            next("loops", () -> {
                boot.says(new BootScriptServed(mac, boot.kind, SERVED, 400));
                loop(boot, times - 1);
            });
        }
    }

    private void seed(Boot boot) {
        next("looks for its seed", () -> {
            boot.says(new CloudInitReported("init-local", "searching for local datasources", "finish", "SUCCESS", "x"));
            if (chance.in(world.faults().seedRefused())) {
                boot.says(new SeedServed(Link.META_DATA, 404, SERVED, 0, "Cloud-Init/22.4.2"));
                boot.says(new CloudInitReported(
                        "init-network/search-NoCloudNet",
                        "no network data found from DataSourceNoCloudNet",
                        "finish",
                        "SUCCESS",
                        "x"));
                return;
            }
            for (Link link : List.of(Link.META_DATA, Link.USER_DATA)) {
                boot.says(new SeedServed(link, 200, SERVED, 90, "Cloud-Init/22.4.2"));
            }
            next("runs its user data", () -> {
                boot.says(new RunnerStarted("life" + life));
                step(boot, 1);
            });
        });
    }

    private void step(Boot boot, int index) {
        if (index > boot.steps.size()) {
            boot.says(new RunnerFinished(true, ""));
            if (boot.stage == BootStage.EPHEMERAL) {
                world.truth.machineDone(boot.attempt, false);
            }
            next("ends cloud-init", () -> finish(boot));
            return;
        }
        Step step = boot.steps.get(index - 1);
        next("begins step " + index, () -> {
            boot.says(new StepStarted(index, step.name()));
            if (EngineSteps.isHold(step)) {
                hold(boot, index, 0);
            } else if (chance.in(world.faults().stepHangs())) {
                beat(boot, chance.in(500) ? MOST_BEATS : 0, () -> {});
            } else {
                beat(boot, chance.below(6), () -> endStep(boot, index, step));
            }
        });
    }

    private void endStep(Boot boot, int index, Step step) {
        int exit = chance.in(world.faults().stepFails()) ? 7 : 0;
        String tail = "fact step" + index + " done\npassword=" + Truth.SECRET + "\nbye\n";
        boot.says(new StepFinished(index, step.name(), exit, Duration.ofSeconds(9), false, tail));
        if (exit != 0) {
            boot.says(new RunnerFinished(false, step.name()));
            return;
        }
        if (step.name().equals("write-image")) {
            disk = Optional.of(new Installed(boot.node, boot.attempt));
        }
        step(boot, index + 1);
    }

    /** Polls as the hold script does: until the node has paused and was released again. */
    private void hold(Boot boot, int index, int times) {
        boolean released = world.truth.state(boot.node) instanceof Node node
                && node.state().kind() != StateKind.HOLD
                && paused(node, boot.attempt, index);
        if (released) {
            endStep(boot, index, boot.steps.get(index - 1));
        } else if (times < 10 * MOST_BEATS) {
            boot.says(new HeartbeatReceived());
            after(times < MOST_BEATS ? BEAT : 3 * BEAT, "is held", () -> hold(boot, index, times + 1));
        }
    }

    private static boolean paused(Node node, AttemptId attempt, int index) {
        return node
                .runningAttempt()
                .filter(each -> each.id().equals(attempt))
                .map(Attempt::crumbs)
                .orElse(List.of())
                .stream()
                .anyMatch(crumb -> crumb.link() == Link.STEP_STARTED && crumb.index() == index);
    }

    private void beat(Boot boot, int times, Runnable then) {
        if (times == 0) {
            next("works", then);
            return;
        }
        boot.says(new HeartbeatReceived());
        after(BEAT, "works", () -> beat(boot, times - 1, then));
    }

    private void finish(Boot boot) {
        boot.says(new CloudInitReported("modules-final", "running modules for final", "finish", "SUCCESS", "x"));
        if (boot.stage == BootStage.INSTALLED) {
            world.truth.machineDone(boot.attempt, true);
        }
    }

    @Override
    public String toString() {
        return "machine " + mac;
    }

    /** One boot of one system. */
    private final class Boot {
        private final NodeId node;
        private final AttemptId attempt;
        private final BootStage stage;
        private final BootPlanKind kind;
        private final List<Step> steps;

        private Boot(NodeId node, AttemptId attempt, BootStage stage, BootPlanKind kind, List<Step> steps) {
            this.node = node;
            this.attempt = attempt;
            this.stage = stage;
            this.kind = kind;
            this.steps = steps;
        }

        private void says(SignalBody body) {
            world.network.observe(
                    new SignalSubject.OfNode(node, Optional.of(attempt), Optional.of(stage)), address, body);
        }
    }
}
