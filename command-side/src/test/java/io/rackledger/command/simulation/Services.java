package io.rackledger.command.simulation;

import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import java.util.Optional;

/** What machines boot from: the boot plans as a service near them has folded them. */
final class Services {
    private final World world;
    private final Fold fold;

    Services(World world) {
        this.world = world;
        this.fold = new Fold(world.log, world.truth);
    }

    Optional<BootPlan> plan(MacAddress mac) {
        fold.advancePlans(world.time.now());
        return fold.plans.byMac(mac);
    }
}
