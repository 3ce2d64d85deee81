package io.rackledger.command.process;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Link;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.signal.SignalBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** One inspection as a seed makes it: it goes well, or the machine falls silent, fails, or loops at some point. */
final class Story {
    private final Random random;

    Story(long seed) {
        this.random = new Random(seed);
    }

    void tell(World world, NodeId node, Consumer<World> disturb) {
        AttemptId attempt = world.node(node).runningAttempt().orElseThrow().id();
        PowerRequestId power = world.node(node).pendingPower().orElseThrow().id();
        List<SignalBody> said = said(power);
        for (SignalBody body : said) {
            if (body instanceof SignalBody.PowerReported) {
                world.report(node, body);
            } else {
                world.say(node, attempt, BootStage.EPHEMERAL, body);
            }
            disturb.accept(world);
            world.advance(Duration.ofMillis(random.nextInt(8_000)));
            disturb.accept(world);
        }
        for (int minutes = 0; minutes < 90; minutes++) {
            world.advance(Duration.ofMinutes(1));
            if (minutes % 7 == 0) {
                disturb.accept(world);
            }
        }
        world.settle();
    }

    private List<SignalBody> said(PowerRequestId power) {
        List<SignalBody> all = new ArrayList<>(List.of(
                new SignalBody.PowerReported(power, new PowerOutcome.Confirmed(PowerState.ON)),
                new SignalBody.BootScriptServed(World.macOf("n1"), BootPlanKind.INSPECT, World.SERVED, 300),
                new SignalBody.ArtifactServed(Link.KERNEL, "vmlinuz", World.SERVED, 9, true),
                new SignalBody.ArtifactServed(Link.INITRD, "initrd", World.SERVED, 9, true),
                new SignalBody.CloudInitReported("init-local", "searching", "finish", "SUCCESS", "cloudinit"),
                new SignalBody.SeedServed(Link.META_DATA, 200, World.SERVED, 9, "Cloud-Init"),
                new SignalBody.SeedServed(Link.USER_DATA, 200, World.SERVED, 9, "Cloud-Init"),
                new SignalBody.RunnerStarted("boot-1"),
                new SignalBody.StepStarted(1, "inventory"),
                new SignalBody.HeartbeatReceived()));
        int good = random.nextInt(3) == 0 ? all.size() : 1 + random.nextInt(all.size());
        boolean through = good == all.size();
        List<SignalBody> said = new ArrayList<>(all.subList(0, good));
        switch (random.nextInt(4)) {
            case 0 -> said.addAll(loop());
            case 1 ->
                said.add(new SignalBody.CloudInitReported(
                        "init-network/config-bootcmd", "running", "finish", "FAIL", "cloudinit"));
            case 2 -> said.addAll(through ? steps(0) : List.of());
            default -> said.addAll(through ? steps(7) : List.of());
        }
        return said;
    }

    private static List<SignalBody> steps(int exit) {
        return List.of(
                new SignalBody.StepFinished(1, "inventory", exit, Duration.ofSeconds(3), false, "fact cpus 4\n"),
                new SignalBody.RunnerFinished(exit == 0, exit == 0 ? "" : "inventory"));
    }

    private static List<SignalBody> loop() {
        List<SignalBody> loop = new ArrayList<>();
        for (int boots = 0; boots < 7; boots++) {
            loop.add(new SignalBody.BootScriptServed(
                    World.macOf("n1"), BootPlanKind.INSPECT, World.SERVED, 300 + boots));
        }
        return loop;
    }
}
