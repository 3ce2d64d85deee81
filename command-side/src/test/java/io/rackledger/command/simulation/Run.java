package io.rackledger.command.simulation;

import java.util.Locale;

/** One run: a mode and a seed. All else follows from them. */
record Run(Mode mode, long seed) {
    /** Property that names one run to be made alone, for example {@code safety:17}. */
    static final String PROPERTY = "rackledger.simulation";

    private static final int STEPS = 1_000;
    private static final int LONGEST_FAULTS = 800;
    private static final int MOST_TO_REST = 20_000;
    private static final long REMINDERS = 76L * 3_600_000;

    static Run parse(String text) {
        String[] parts = text.split(":", 2);
        return new Run(Mode.valueOf(parts[0].toUpperCase(Locale.ROOT)), Long.parseLong(parts[1]));
    }

    /** Makes the run; a broken rule is told with everything that it takes to see it again. */
    World make() {
        World world = new World(seed);
        try {
            switch (mode) {
                case SAFETY -> safety(world);
                case LIVENESS -> liveness(world);
            }
            new Ending(world).check();
        } catch (RuntimeException | Error failure) {
            throw new AssertionError(told(world, failure), failure);
        }
        world.stats.ran(world.time.steps(), world.truth.records());
        return world;
    }

    private static void safety(World world) {
        world.time.stopAfter(STEPS);
        world.time.runUntil(Long.MAX_VALUE / 2);
    }

    private void liveness(World world) {
        int stop = new Chance(~seed).below(LONGEST_FAULTS);
        world.time.stopAfter(stop);
        world.time.runUntil(Long.MAX_VALUE / 2);
        world.time.stopAfter(stop + MOST_TO_REST);
        world.heal();
        world.time.runUntil(world.time.now() + Ending.patience(world));
        Breach.unless(!world.time.over(), "everything comes to rest with few steps", world.time.steps());
        new Ending(world).checkRest();
        if (seed % 4 == 0) {
            world.startOver();
            world.time.stopAfter(world.time.steps() + MOST_TO_REST);
            world.time.runUntil(world.time.now() + REMINDERS);
            new Ending(world).checkRest();
        }
    }

    private String told(World world, Throwable failure) {
        return """
                %s
                seed %d, mode %s, step %d, %s; %s; %s
                the last steps:
                  %s
                to see it again:
                  mvn -pl command-side -am test -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Dtests.jvm=-D%s=%s:%d""".formatted(
                        failure,
                        seed,
                        mode,
                        world.time.steps(),
                        world.time.instant(),
                        world.faults(),
                        world.stats,
                        String.join("\n  ", world.trace.told()),
                        PROPERTY,
                        mode.name().toLowerCase(Locale.ROOT),
                        seed);
    }
}
