package io.rackledger.command.simulation;

/** Disturbs instances, group, log and clocks at random times. */
final class Chaos {
    private static final long HOUR = 3_600_000;
    private static final long MINUTE = 60_000;

    private final World world;
    private final Chance chance;

    Chaos(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
    }

    void begin() {
        long mean = world.faults().chaos();
        if (mean > 0) {
            world.time.in(chance.upTo(2 * mean), "disturbance", "", () -> {
                if (world.faults().chaos() > 0) {
                    disturb();
                    begin();
                }
            });
        }
    }

    private void disturb() {
        Instance instance = chance.of(world.instances);
        switch (chance.below(10)) {
            case 0 -> instance.crash();
            case 1 -> instance.life().ifPresent(life -> life.freeze(chance.upTo(3 * MINUTE)));
            case 2 -> {
                world.stats.count(Stat.CUT);
                instance.life().ifPresent(life -> life.cutFor(chance.upTo(5 * MINUTE)));
            }
            case 3 -> {
                world.stats.count(Stat.LOG_AWAY);
                long millis = chance.upTo(chance.in(500) ? 10_000 : 5 * MINUTE);
                world.log.goAway(millis);
                world.time.in(millis, "the log is back", "", world::wakeAll);
            }
            case 4, 5 -> world.group.shake();
            case 6 -> {
                world.stats.count(Stat.LOG_REFUSES);
                world.log.refuse(chance.upTo(chance.in(500) ? 10_000 : MINUTE));
            }
            case 7 -> instance.life().ifPresent(life -> life.lag(lag()));
            case 8 -> instance.life().ifPresent(life -> life.readLag(lag()));
            default -> clock(instance);
        }
    }

    private long lag() {
        return chance.in(300) ? 0 : chance.upTo(chance.in(700) ? 4_000 : 40_000);
    }

    /** A clock is set: a little, or by an hour where the run allows that. */
    private void clock(Instance instance) {
        long skew = world.faults().skew();
        long error = chance.upTo(2 * skew) - skew;
        if (world.faults().jumps() && chance.in(500)) {
            error = chance.upTo(2 * HOUR) - HOUR;
        }
        world.setClock(chance.in(800) ? instance.clock : world.serviceClock, error);
        instance.life().ifPresent(life -> life.wake(500));
    }
}
