package io.rackledger.command.simulation;

import io.rackledger.core.door.BootPlanLog;
import io.rackledger.core.door.BootPlans;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Boot plans as one process writes and reads them. What it writes gets into the log in its order. */
final class LifePlans implements BootPlanLog, BootPlans {
    private final Life life;
    private long lastAt;

    LifePlans(Life life) {
        this.life = life;
    }

    @Override
    public CompletableFuture<LogVector> publish(BootPlan plan) {
        return write(plan.node(), plan, () -> plan.macs().forEach(mac -> life.world.log.plan(mac, Optional.of(plan))));
    }

    @Override
    public CompletableFuture<LogVector> withdraw(MacAddress mac) {
        return write(mac, mac, () -> life.world.log.plan(mac, Optional.empty()));
    }

    private CompletableFuture<LogVector> write(Object of, Object what, Runnable write) {
        CompletableFuture<LogVector> answer = new LaterFuture<>(life.world.time);
        long now = life.world.time.now();
        lastAt = Math.max(lastAt, now + delay());
        life.in(lastAt - now, "publishes", what, () -> {
            if (life.alone()) {
                long late = 500 + life.chance.upTo(Life.PATIENCE.toMillis());
                life.in(late, "", "", () -> answer.completeExceptionally(new LogAway()));
            } else if (life.world.log.refuses()) {
                life.pause().failed(of, life.world.time.now());
                answer.completeExceptionally(new LogAway());
            } else {
                write.run();
                answer.complete(LogVector.START);
            }
        });
        return answer;
    }

    /** A producer keeps what the log does not take at once, and what it has lies there meanwhile. */
    private long delay() {
        boolean slow = life.chance.in(life.world.faults().slowCall());
        return life.chance.upTo(slow ? Life.PATIENCE.toMillis() : 20);
    }

    @Override
    public Optional<BootPlan> byMac(MacAddress mac) {
        if (!life.alone()) {
            life.fold.advance(life.world.time.now() - life.lag());
        }
        return life.fold.plans.byMac(mac);
    }

    @Override
    public Stream<BootPlan> all() {
        return life.fold.plans.all();
    }

    @Override
    public void listen(Consumer<BootPlan> listener) {
        throw new IllegalStateException("nobody listens here");
    }
}
