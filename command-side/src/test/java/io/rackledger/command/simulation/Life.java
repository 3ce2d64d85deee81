package io.rackledger.command.simulation;

import io.rackledger.command.handling.Intakes;
import io.rackledger.command.process.ProcessDoors;
import io.rackledger.command.process.SteppedFollower;
import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.CommandOutcome;
import io.rackledger.core.door.Intake;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One life of an engine process: its fold, its intake and its process managers. Commands run as threads of their own do: each call into
 * the world may stand still while the rest goes on, and may be the last one.
 */
final class Life {
    static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long SHORTEST_ROUND = 500;
    private static final long LONGEST_ROUND = 600_000;
    private static final long START_OVER = 1_000;
    private static final long LONGEST_START_OVER = 30_000;

    final Chance chance;
    final World world;
    final Instance instance;
    final Fold fold;
    private final Intake intake;
    private final SteppedFollower follower;
    private Optional<GroupReader> reader = Optional.empty();
    private boolean dead;
    private long frozenUntil;
    private long cutUntil;
    private long silentSince = Long.MAX_VALUE;
    private long lag;
    private long readLag = 1;
    private long plannedAt = Long.MAX_VALUE;
    private long planNumber;
    private long round = SHORTEST_ROUND;
    private long startOver = START_OVER;
    private boolean stepping;
    private boolean woken;
    private boolean sent;
    private long stalled;
    private final Restraint pause = new Restraint();

    Life(World world, Instance instance, Chance chance) {
        this.world = world;
        this.instance = instance;
        this.chance = chance;
        fold = new Fold(world.log, world.truth);
        LifeStates states = new LifeStates(this);
        LifeClaims claims = new LifeClaims(this);
        intake = Intakes.direct(states, new LifeLog(this), claims.ofCommands(), World.POLICY);
        LifePlans plans = new LifePlans(this);
        ProcessDoors doors =
                new ProcessDoors(new LifeFeed(this), states, this::submit, claims.ofFollower(), plans, plans);
        follower = new SteppedFollower(doors, World.RULES, instance.clock);
    }

    /** Folds what is there, and lets the process managers begin. */
    void begin() {
        fold.advance(world.time.now());
        world.truth.compare(fold.nodes);
        wake(chance.upTo(1_000));
    }

    void die() {
        dead = true;
        silentSince = Math.min(silentSince, world.time.now());
        world.group.mayBeSilent();
    }

    boolean dead() {
        return dead;
    }

    long silentSince() {
        return silentSince;
    }

    boolean cut() {
        return world.time.now() < cutUntil;
    }

    /** The log is away, or the way to it. */
    boolean alone() {
        return cut() || world.log.away();
    }

    void cutFor(long millis) {
        cutUntil = world.time.now() + millis;
        silentSince = Math.min(silentSince, world.time.now());
        world.group.mayBeSilent();
        world.time.in(millis, "", "", this::heard);
    }

    private void heard() {
        if (!dead && !cut() && world.time.now() >= frozenUntil) {
            silentSince = Long.MAX_VALUE;
            wake(0);
        }
    }

    /** The thread of the process managers has waited in vain for so long. */
    void stalled(long millis) {
        stalled = millis;
    }

    /** How far the fold is behind. */
    long lag() {
        return lag;
    }

    void lag(long millis) {
        lag = millis;
    }

    /** How long a record is on its way to the reader. */
    long readLag() {
        return readLag;
    }

    void readLag(long millis) {
        readLag = 1 + millis;
    }

    void freeze(long millis) {
        frozenUntil = Math.max(frozenUntil, world.time.now() + millis);
        silentSince = Math.min(silentSince, world.time.now());
        world.group.mayBeSilent();
        world.stats.count(Stat.FREEZE);
        world.time.in(millis, "", "", this::heard);
    }

    /** All is well with it again. */
    void heal() {
        frozenUntil = 0;
        cutUntil = 0;
        lag = 0;
        readLag = 1;
        heard();
    }

    /** A call into the world: others may get on meanwhile, or it may be the last. */
    void point() {
        if (!dead) {
            disturb();
        }
        if (dead) {
            throw new Died();
        }
    }

    private void disturb() {
        Faults faults = world.faults();
        if (chance.in(faults.crash())) {
            instance.crash();
        } else if (chance.in(faults.freeze())) {
            long millis = chance.upTo(90_000);
            freeze(millis);
            world.time.sleep(millis);
        } else if (chance.in(faults.slowCall())) {
            world.time.sleep(chance.upTo(chance.in(100) ? 4_000 : 30));
        }
    }

    /** Plans a thing that this process does; a dead one does nothing, and one that stands still does it later. */
    void in(long delay, String what, Object of, Runnable action) {
        world.time.in(delay, what, of, () -> run(what, of, action));
    }

    private void run(String what, Object of, Runnable action) {
        if (dead) {
            return;
        }
        if (world.time.now() < frozenUntil) {
            world.time.in(frozenUntil - world.time.now(), "", "", () -> run(what, of, action));
            return;
        }
        try {
            action.run();
        } catch (Died _) {
            // So it ends.
        }
    }

    private CompletableFuture<CommandOutcome> submit(CommandEnvelope envelope) {
        point();
        sent = true;
        pause.asked(envelope, world.time.now());
        CompletableFuture<CommandOutcome> answer = new LaterFuture<>(world.time);
        in(chance.upTo(2), "decides", envelope, () -> {
            CommandOutcome outcome = carryOut(envelope);
            boolean known = !(outcome instanceof CommandOutcome.OutcomeUnknown);
            in(known || world.log.refuses() ? 0 : giveUp(), "", "", () -> answer.complete(outcome));
        });
        return answer;
    }

    private long giveUp() {
        return 500 + chance.upTo(PATIENCE.toMillis());
    }

    Restraint pause() {
        return pause;
    }

    /** Carries a command out as the real intake does, on the thread of the caller. */
    CommandOutcome carryOut(CommandEnvelope envelope) {
        try {
            CommandOutcome outcome = intake.submit(envelope).join();
            point();
            world.truth.answered(envelope, outcome);
            return outcome;
        } catch (CompletionException e) {
            if (dead) {
                throw new Died();
            }
            if (e.getCause() instanceof Breach breach) {
                throw breach;
            }
            throw new AssertionError("the intake failed at " + envelope, e.getCause());
        }
    }

    /** Lets the process managers look, in so long or earlier. */
    void wake(long delay) {
        long at = world.time.now() + delay;
        if (!dead && at < plannedAt) {
            plannedAt = at;
            long number = ++planNumber;
            world.time.in(delay, "", "", () -> step(number));
        }
    }

    void news(int partition) {
        if (reader.isPresent() && reader.get().owns(partition)) {
            wake(readLag());
        }
    }

    private void step(long number) {
        if (number != planNumber || dead) {
            return;
        }
        plannedAt = Long.MAX_VALUE;
        if (stepping) {
            woken = true;
        } else if (world.time.now() < frozenUntil) {
            wake(frozenUntil - world.time.now());
        } else {
            stepping = true;
            woken = false;
            try {
                long next = round();
                stepping = false;
                wake(woken ? 0 : next);
            } catch (Died _) {
                // So it ends.
            }
        }
    }

    /** One round, as the thread of the process managers does it: a failure starts the follower anew from the log. */
    private long round() {
        try {
            sent = false;
            stalled = 0;
            follower.step(Duration.ofMillis(LONGEST_ROUND));
            startOver = START_OVER;
            return untilNext();
        } catch (LogAway _) {
            world.stats.count(Stat.FOLLOWER_STARTED_OVER);
            reader.ifPresent(GroupReader::close);
            follower.startOver();
            startOver = Math.min(LONGEST_START_OVER, startOver * 5);
            return Math.max(startOver, chance.in(200) ? 0 : Math.max(cutUntil - world.time.now(), world.log.awayFor()));
        }
    }

    /** The real thread comes back twice a second; ours comes back when there is something to do, and now and then. */
    private long untilNext() {
        GroupReader present = reader.orElseThrow();
        round = present.found() ? SHORTEST_ROUND : Math.min(LONGEST_ROUND, round * 16);
        if (present.found() || sent) {
            world.time.count("process managers of", instance);
        }
        long readable = present.readableAt();
        long untilReadable = readable == Long.MAX_VALUE || alone() ? round : Math.max(1, readable - world.time.now());
        return Math.max(stalled, Math.min(untilReadable, Math.min(Math.max(1, present.patience()), round)));
    }

    GroupReader newReader() {
        reader = Optional.of(new GroupReader(this, world));
        return reader.get();
    }

    boolean live() {
        return follower.live();
    }
}
