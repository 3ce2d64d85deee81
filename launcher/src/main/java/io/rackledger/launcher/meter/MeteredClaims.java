package io.rackledger.launcher.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.ClaimResult;
import io.rackledger.core.door.Claims;
import io.rackledger.core.door.FormerHolders;
import io.rackledger.core.door.Reservation;
import io.rackledger.core.identity.NodeId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of claims. */
final class MeteredClaims implements Claims {
    private final Claims claims;
    private final MeterRegistry registry;

    MeteredClaims(Claims claims, MeterRegistry registry) {
        this.claims = claims;
        this.registry = registry;
    }

    @Override
    public CompletableFuture<ClaimResult> reserve(Reservation wish, Set<ClaimKey> keys, FormerHolders proof) {
        return counted("reserve", claims.reserve(wish, keys, proof));
    }

    @Override
    public CompletableFuture<ClaimResult> confirm(NodeId node, Set<ClaimKey> keys, Instant at) {
        return counted("confirm", claims.confirm(node, keys, at));
    }

    @Override
    public CompletableFuture<ClaimResult> release(NodeId node, Set<ClaimKey> keys, long sequence, Instant at) {
        return counted("release", claims.release(node, keys, sequence, at));
    }

    @Override
    public CompletableFuture<ClaimResult> cancel(Reservation wish, Set<ClaimKey> keys) {
        return counted("cancel", claims.cancel(wish, keys));
    }

    @Override
    public Optional<NodeId> holder(ClaimKey key, Instant at) {
        return claims.holder(key, at);
    }

    private CompletableFuture<ClaimResult> counted(String operation, CompletableFuture<ClaimResult> answer) {
        return answer.whenComplete(
                (result, _) -> registry.counter("rackledger.claims", "operation", operation, "outcome", outcome(result))
                        .increment());
    }

    private static String outcome(@Nullable ClaimResult result) {
        return switch (result) {
            case ClaimResult.Granted _ -> "granted";
            case ClaimResult.Taken _ -> "taken";
            case null -> "failed";
        };
    }
}
