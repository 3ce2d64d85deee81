package io.rackledger.eventlog.claims;

import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.ClaimResult;
import io.rackledger.core.door.Claims;
import io.rackledger.core.identity.NodeId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Claims decided on the folded table and appended optimistically. Several keys are taken in the order of their text, so that two
 * reservations of the same keys meet at the first one; what was newly taken is given back when a later key is not to be had.
 */
public final class FoldedClaims implements Claims {
    /** A lost race means that somebody else got on; this many in a row on one key is a fault, not contention. */
    private static final int MOST_LOST_RACES = 100;

    private final ClaimTable table;
    private final ClaimAppender appender;

    public FoldedClaims(ClaimTable table, ClaimAppender appender) {
        this.table = table;
        this.appender = appender;
    }

    @Override
    public CompletableFuture<ClaimResult> reserve(NodeId node, Set<ClaimKey> keys, Instant at, Instant until) {
        List<ClaimKey> ordered = ordered(keys);
        Set<ClaimKey> before = Set.copyOf(ordered.stream()
                .filter(key -> table.holder(key, at).filter(node::equals).isPresent())
                .toList());
        CompletableFuture<ClaimResult> taken = each(ordered, state -> ClaimDecision.reserve(state, node, at, until));
        return taken.thenCompose(result -> switch (result) {
            case ClaimResult.Granted granted -> CompletableFuture.completedFuture(granted);
            case ClaimResult.Taken refused ->
                cancel(node, newlyTaken(ordered, before, refused.key()), at, until)
                        .thenApply(_ -> refused);
        });
    }

    @Override
    public CompletableFuture<ClaimResult> confirm(NodeId node, Set<ClaimKey> keys, Instant at) {
        return together(keys, state -> ClaimDecision.confirm(state, node, at));
    }

    @Override
    public CompletableFuture<ClaimResult> release(NodeId node, Set<ClaimKey> keys, Instant at) {
        CompletableFuture<ClaimResult> all = CompletableFuture.completedFuture(new ClaimResult.Granted());
        for (ClaimKey key : ordered(keys)) {
            all = all.thenCombine(released(key, node, at), FoldedClaims::worse);
        }
        return all;
    }

    /** One try: who was first may have taken the key for the node again, and what is left over after all is repaired. */
    private CompletableFuture<ClaimResult> released(ClaimKey key, NodeId node, Instant at) {
        ClaimTable.Entry entry = table.entry(key);
        return switch (ClaimDecision.release(entry.state(), node, at)) {
            case ClaimDecision.Change(var change) ->
                appender.append(key, entry.sequence() + 1, change).thenApply(_ -> new ClaimResult.Granted());
            case ClaimDecision.Already _, ClaimDecision.Refused _ ->
                CompletableFuture.completedFuture(new ClaimResult.Granted());
        };
    }

    @Override
    public CompletableFuture<ClaimResult> cancel(NodeId node, Set<ClaimKey> keys, Instant at, Instant until) {
        return together(keys, state -> ClaimDecision.cancel(state, node, at, until));
    }

    @Override
    public Optional<NodeId> holder(ClaimKey key, Instant at) {
        return table.holder(key, at);
    }

    /** One key after the other; a key that is not to be had ends it. */
    private CompletableFuture<ClaimResult> each(List<ClaimKey> keys, Function<ClaimState, ClaimDecision> wish) {
        CompletableFuture<ClaimResult> all = CompletableFuture.completedFuture(new ClaimResult.Granted());
        for (ClaimKey key : keys) {
            all = all.thenCompose(soFar -> switch (soFar) {
                case ClaimResult.Granted _ -> one(key, wish, MOST_LOST_RACES);
                case ClaimResult.Taken _ -> CompletableFuture.completedFuture(soFar);
            });
        }
        return all;
    }

    /** All keys at once, where none depends on another: one trip to the log instead of one for each. */
    private CompletableFuture<ClaimResult> together(Set<ClaimKey> keys, Function<ClaimState, ClaimDecision> wish) {
        CompletableFuture<ClaimResult> all = CompletableFuture.completedFuture(new ClaimResult.Granted());
        for (ClaimKey key : ordered(keys)) {
            all = all.thenCombine(one(key, wish, MOST_LOST_RACES), FoldedClaims::worse);
        }
        return all;
    }

    private static ClaimResult worse(ClaimResult one, ClaimResult other) {
        return switch (one) {
            case ClaimResult.Granted _ -> other;
            case ClaimResult.Taken taken -> taken;
        };
    }

    private CompletableFuture<ClaimResult> one(ClaimKey key, Function<ClaimState, ClaimDecision> wish, int tries) {
        ClaimTable.Entry entry = table.entry(key);
        return switch (wish.apply(entry.state())) {
            case ClaimDecision.Already _ -> CompletableFuture.completedFuture(new ClaimResult.Granted());
            case ClaimDecision.Refused refused ->
                CompletableFuture.completedFuture(new ClaimResult.Taken(key, refused.by()));
            case ClaimDecision.Change change
            when tries == 0 ->
                CompletableFuture.failedFuture(new TimeoutException("the claim " + key + " lost " + MOST_LOST_RACES
                        + " races in a row; last wish: " + change.change()));
            case ClaimDecision.Change change ->
                appender.append(key, entry.sequence() + 1, change.change())
                        .thenCompose(applied -> applied
                                ? CompletableFuture.completedFuture(new ClaimResult.Granted())
                                : one(key, wish, tries - 1));
        };
    }

    private static Set<ClaimKey> newlyTaken(List<ClaimKey> ordered, Set<ClaimKey> before, ClaimKey refused) {
        return Set.copyOf(ordered.subList(0, ordered.indexOf(refused)).stream()
                .filter(key -> !before.contains(key))
                .toList());
    }

    private static List<ClaimKey> ordered(Set<ClaimKey> keys) {
        return keys.stream().sorted(Comparator.comparing(ClaimKey::value)).toList();
    }
}
