package io.rackledger.command.simulation;

import java.util.Optional;

/** One of the engine's instances: a machine with a clock, on which one life of the process follows another. */
final class Instance {
    final InstanceClock clock;
    private final World world;
    private final int number;
    private final Chance chance;
    private Optional<Life> life = Optional.empty();

    Instance(World world, int number, Chance chance) {
        this.world = world;
        this.number = number;
        this.chance = chance;
        clock = new InstanceClock(world.time);
    }

    Optional<Life> life() {
        return life;
    }

    /** A process starts, with nothing but the log. */
    void start() {
        if (life.isEmpty()) {
            life = Optional.of(new Life(world, this, chance.split()));
            life.get().begin();
        }
    }

    /** The process is killed; another starts after a while. */
    void crash() {
        life.ifPresent(Life::die);
        life = Optional.empty();
        world.stats.count(Stat.CRASH);
        world.time.in(1_000 + chance.upTo(chance.in(500) ? 10_000 : 300_000), "starts", this, this::start);
    }

    @Override
    public String toString() {
        return "instance " + number;
    }
}
