package io.rackledger.command.simulation;

import io.rackledger.command.simulation.FakeLog.Claimed;
import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.ClaimResult;
import io.rackledger.core.door.Claims;
import io.rackledger.core.door.FormerHolders;
import io.rackledger.core.door.Reservation;
import io.rackledger.core.identity.NodeId;
import io.rackledger.eventlog.claims.ClaimChange;
import io.rackledger.eventlog.claims.FoldedClaims;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The real claims over the fold of one process. */
final class LifeClaims {
    private final Life life;
    private final Claims folded;

    LifeClaims(Life life) {
        this.life = life;
        this.folded = new FoldedClaims(life.fold.claims, this::append);
    }

    /** For threads that wait for the answer. */
    Claims ofCommands() {
        return folded;
    }

    /** For the follower, whose thread never waits. */
    Claims ofFollower() {
        return new Later();
    }

    private CompletableFuture<Boolean> append(ClaimKey key, long sequence, ClaimChange change) {
        life.point();
        if (life.alone()) {
            return CompletableFuture.failedFuture(new TimeoutException("no answer about claim " + key));
        }
        if (life.world.log.refuses()) {
            return CompletableFuture.failedFuture(new TimeoutException("claim " + key + " was refused"));
        }
        Claimed claimed = life.world.log.claim(key, sequence, change);
        life.fold.await(claimed);
        life.point();
        if (life.alone() || life.chance.in(life.world.faults().lostAnswer())) {
            return CompletableFuture.failedFuture(new TimeoutException("no answer about claim " + key));
        }
        life.fold.advance(life.world.time.now());
        return CompletableFuture.completedFuture(life.fold.verdict(claimed));
    }

    private final class Later implements Claims {
        @Override
        public CompletableFuture<ClaimResult> reserve(Reservation wish, Set<ClaimKey> keys, FormerHolders proof) {
            throw new IllegalStateException("process managers reserve nothing");
        }

        @Override
        public CompletableFuture<ClaimResult> confirm(NodeId node, Set<ClaimKey> keys, Instant at) {
            return later(node, () -> folded.confirm(node, keys, at));
        }

        @Override
        public CompletableFuture<ClaimResult> release(NodeId node, Set<ClaimKey> keys, long sequence, Instant at) {
            return later(node, () -> folded.release(node, keys, sequence, at));
        }

        @Override
        public CompletableFuture<ClaimResult> cancel(Reservation wish, Set<ClaimKey> keys) {
            throw new IllegalStateException("process managers cancel nothing");
        }

        @Override
        public Optional<NodeId> holder(ClaimKey key, Instant at) {
            life.fold.advance(life.world.time.now() - life.lag());
            return folded.holder(key, at);
        }

        private CompletableFuture<ClaimResult> later(NodeId node, Supplier<CompletableFuture<ClaimResult>> effort) {
            CompletableFuture<ClaimResult> answer = new LaterFuture<>(life.world.time);
            life.in(
                    life.chance.upTo(5),
                    "claims are settled of",
                    node,
                    () -> effort.get().whenComplete((result, failure) -> {
                        if (failure == null) {
                            answer.complete(result);
                        } else {
                            answer.completeExceptionally(failure);
                        }
                    }));
            return answer;
        }
    }
}
