package io.rackledger.launcher.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.ClaimResult;
import io.rackledger.core.door.Claims;
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
    public CompletableFuture<ClaimResult> reserve(NodeId node, Set<ClaimKey> keys, Instant at, Instant until) {
        return counted("reserve", claims.reserve(node, keys, at, until));
    }

    @Override
    public CompletableFuture<ClaimResult> confirm(NodeId node, Set<ClaimKey> keys, Instant at) {
        return counted("confirm", claims.confirm(node, keys, at));
    }

    @Override
    public CompletableFuture<ClaimResult> release(NodeId node, Set<ClaimKey> keys, Instant at) {
        return counted("release", claims.release(node, keys, at));
    }

    @Override
    public CompletableFuture<ClaimResult> cancel(NodeId node, Set<ClaimKey> keys, Instant at, Instant until) {
        return counted("cancel", claims.cancel(node, keys, at, until));
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
