package io.rackledger.core.simulation;

import io.rackledger.core.boot.Step;
import io.rackledger.core.identity.HoldId;
import io.rackledger.core.node.Hold;
import io.rackledger.core.node.HoldCategory;
import io.rackledger.core.node.HoldScope;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeCommand.ObservePower;
import io.rackledger.core.node.NodeCommand.PlaceHold;
import io.rackledger.core.node.NodeCommand.ReleaseHold;
import io.rackledger.core.node.NodeCommand.RequestPower;
import io.rackledger.core.node.NodeStories;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.ProvisionVerb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An operator who does anything at any time. */
final class Operator {
    private static final Duration PAUSE = Duration.ofMinutes(6);

    private final World world;
    private final List<HoldId> placed = new ArrayList<>();
    private boolean working = true;

    Operator(World world) {
        this.world = world;
    }

    void work() {
        world.time.in(world.upTo(PAUSE), () -> {
            if (working) {
                world.submit(command());
                work();
            }
        });
    }

    /** Goes home: releases all holds and does nothing any more. */
    void goHome() {
        working = false;
        for (HoldId hold : placed) {
            world.submit(new ReleaseHold(hold, "operator:ada"));
        }
    }

    private NodeCommand command() {
        return switch (world.random.nextInt(16)) {
            case 0 -> place();
            case 1 -> placed.isEmpty() ? place() : release();
            case 2 -> new RequestPower(pick(PowerAction.values()));
            case 3 -> new ObservePower(pick(PowerState.values()), world.time.now());
            default -> act(pick(ProvisionVerb.values()));
        };
    }

    private NodeCommand place() {
        HoldId id = new HoldId("h" + placed.size());
        placed.add(id);
        boolean pauses = world.random.nextBoolean();
        HoldScope scope = pick(HoldScope.values());
        return new PlaceHold(new Hold(
                id, "looking at it", HoldCategory.INVESTIGATION, scope, pauses, "operator:ada", world.time.now()));
    }

    private NodeCommand release() {
        return new ReleaseHold(placed.get(world.random.nextInt(placed.size())), "operator:ada");
    }

    private NodeCommand act(ProvisionVerb verb) {
        if (world.random.nextInt(4) > 0) {
            return NodeStories.command(verb);
        }
        return switch (verb) {
            case CLEAN, PROVIDE, SERVICE -> NodeStories.command(verb, step("burn-in"), step("hold"), step("wipe"));
            case DEPLOY, REBUILD -> NodeStories.command(verb, step("hold"), step("write-image"));
            case INSPECT -> NodeStories.command(verb, step("inventory"), step("benchmark"));
            case MANAGE, UNDEPLOY, RESCUE, UNRESCUE, UNHOLD, ADOPT, ABORT -> NodeStories.command(verb);
        };
    }

    private static Step step(String name) {
        return new Step(name, "", Duration.ofMinutes(10), true);
    }

    private <T> T pick(T[] all) {
        return all[world.random.nextInt(all.length)];
    }
}
