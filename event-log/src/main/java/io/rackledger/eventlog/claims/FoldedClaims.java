package io.rackledger.eventlog.claims;

import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.ClaimResult;
import io.rackledger.core.door.Claims;
import io.rackledger.core.door.FormerHolders;
import io.rackledger.core.door.Reservation;
import io.rackledger.core.identity.NodeId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Claims decided on the folded table and appended optimistically. Several keys are taken in the order of their text, so that two
 * reservations of the same keys meet at the first one; what was newly taken is given back when a later key is not to be had. A key
 * passes from one node to another only when it is proven that the former one cannot have it any more.
 */
public final class FoldedClaims implements Claims {
    /** A lost race means that somebody else got on; this many in a row on one key is a fault, not contention. */
    private static final int MOST_LOST_RACES = 100;

    private static final ClaimResult GRANTED = new ClaimResult.Granted();
    private static final FormerHolders NOBODY = former ->
            CompletableFuture.failedFuture(new IllegalStateException("only reservations take a key from " + former));

    private final ClaimTable table;
    private final ClaimAppender appender;

    public FoldedClaims(ClaimTable table, ClaimAppender appender) {
        this.table = table;
        this.appender = appender;
    }

    @Override
    public CompletableFuture<ClaimResult> reserve(Reservation wish, Set<ClaimKey> keys, FormerHolders proof) {
        List<ClaimKey> ordered = ordered(keys);
        CompletableFuture<ClaimResult> all = CompletableFuture.completedFuture(GRANTED);
        for (ClaimKey key : ordered) {
            all = all.thenCompose(soFar -> switch (soFar) {
                case ClaimResult.Granted _ ->
                    one(key, state -> ClaimDecision.reserve(state, wish), proof, MOST_LOST_RACES);
                case ClaimResult.Taken _ -> CompletableFuture.completedFuture(soFar);
            });
        }
        return all.thenCompose(result -> switch (result) {
            case ClaimResult.Granted granted -> CompletableFuture.completedFuture(granted);
            case ClaimResult.Taken refused ->
                cancel(wish, Set.copyOf(ordered.subList(0, ordered.indexOf(refused.key()))))
                        .thenApply(_ -> refused);
        });
    }

    @Override
    public CompletableFuture<ClaimResult> confirm(NodeId node, Set<ClaimKey> keys, Instant at) {
        return together(keys, state -> ClaimDecision.confirm(state, node, at));
    }

    @Override
    public CompletableFuture<ClaimResult> release(NodeId node, Set<ClaimKey> keys, long sequence, Instant at) {
        CompletableFuture<ClaimResult> all = CompletableFuture.completedFuture(GRANTED);
        for (ClaimKey key : ordered(keys)) {
            all = all.thenCombine(released(key, node, sequence, at), FoldedClaims::worse);
        }
        return all;
    }

    /** One try: who was first may have taken the key for the node again, and what is left over after all is repaired. */
    private CompletableFuture<ClaimResult> released(ClaimKey key, NodeId node, long sequence, Instant at) {
        ClaimTable.Entry entry = table.entry(key);
        return switch (ClaimDecision.release(entry.state(), node, sequence, at)) {
            case ClaimDecision.Change(var change) ->
                appender.append(key, entry.sequence() + 1, change).thenApply(_ -> GRANTED);
            case ClaimDecision.Already _, ClaimDecision.Refused _, ClaimDecision.AfterProof _ ->
                CompletableFuture.completedFuture(GRANTED);
        };
    }

    @Override
    public CompletableFuture<ClaimResult> cancel(Reservation wish, Set<ClaimKey> keys) {
        return together(keys, state -> ClaimDecision.cancel(state, wish));
    }

    @Override
    public Optional<NodeId> holder(ClaimKey key, Instant at) {
        return table.holder(key, at);
    }

    /** All keys at once, where none depends on another: one trip to the log instead of one for each. */
    private CompletableFuture<ClaimResult> together(Set<ClaimKey> keys, Function<ClaimState, ClaimDecision> wish) {
        CompletableFuture<ClaimResult> all = CompletableFuture.completedFuture(GRANTED);
        for (ClaimKey key : ordered(keys)) {
            all = all.thenCombine(one(key, wish, NOBODY, MOST_LOST_RACES), FoldedClaims::worse);
        }
        return all;
    }

    private static ClaimResult worse(ClaimResult one, ClaimResult other) {
        return switch (one) {
            case ClaimResult.Granted _ -> other;
            case ClaimResult.Taken taken -> taken;
        };
    }

    private CompletableFuture<ClaimResult> one(
            ClaimKey key, Function<ClaimState, ClaimDecision> wish, FormerHolders proof, int tries) {
        ClaimTable.Entry entry = table.entry(key);
        Supplier<CompletableFuture<ClaimResult>> again = () -> one(key, wish, proof, tries - 1);
        return switch (wish.apply(entry.state())) {
            case ClaimDecision.Already _ -> CompletableFuture.completedFuture(GRANTED);
            case ClaimDecision.Refused refused ->
                CompletableFuture.completedFuture(new ClaimResult.Taken(key, refused.by()));
            case ClaimDecision.Change(var change) when tries == 0 -> lost(key, change);
            case ClaimDecision.AfterProof(var _, var _, var change) when tries == 0 -> lost(key, change);
            case ClaimDecision.Change(var change) -> tried(key, entry, change, GRANTED, again);
            case ClaimDecision.AfterProof(var former, var upTo, var change) ->
                proof.gone(new FormerHolders.Former(key, former, upTo))
                        .thenCompose(gone -> gone
                                ? tried(key, entry, change, GRANTED, again)
                                : tried(key, entry, has(former, change), new ClaimResult.Taken(key, former), again));
        };
    }

    /** The record of the former node is in the log: what its intake or a process manager had no time for. */
    private static ClaimChange has(NodeId former, ClaimChange wanted) {
        return new ClaimChange.Confirmed(former, wanted.at(), Optional.empty());
    }

    /** The change counts only where nothing has come between since it was decided; else all is decided anew. */
    private CompletableFuture<ClaimResult> tried(
            ClaimKey key,
            ClaimTable.Entry entry,
            ClaimChange change,
            ClaimResult result,
            Supplier<CompletableFuture<ClaimResult>> again) {
        return appender.append(key, entry.sequence() + 1, change)
                .thenCompose(applied -> applied ? CompletableFuture.completedFuture(result) : again.get());
    }

    private static CompletableFuture<ClaimResult> lost(ClaimKey key, ClaimChange change) {
        return CompletableFuture.failedFuture(new TimeoutException(
                "the claim " + key + " lost " + MOST_LOST_RACES + " races in a row; last wish: " + change));
    }

    private static List<ClaimKey> ordered(Set<ClaimKey> keys) {
        return keys.stream().sorted(Comparator.comparing(ClaimKey::value)).toList();
    }
}
