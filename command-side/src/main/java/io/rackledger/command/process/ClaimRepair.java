package io.rackledger.command.process;

import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.ClaimResult;
import io.rackledger.core.door.Claims;
import io.rackledger.core.identity.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles claims whose intake died between the node's record and the confirmation or release: what a node has is confirmed before its
 * reservation lapses, what it gave up is released. A reservation whose node never came lapses by itself.
 */
final class ClaimRepair {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimRepair.class);
    private static final Duration BEYOND_ANY_RESERVATION = Duration.ofDays(1);

    private final Claims claims;

    ClaimRepair(Claims claims) {
        this.claims = claims;
    }

    /**
     * Puts right what is not as the node's state wants it; empty where all is.
     *
     * @param sequence of the node's state
     */
    Optional<CompletableFuture<ClaimResult>> repair(
            NodeId node, long sequence, Set<ClaimKey> wanted, Set<ClaimKey> everHad, Instant now) {
        Set<ClaimKey> unsettled = new HashSet<>(wanted);
        unsettled.removeIf(key -> holds(node, key, now.plus(BEYOND_ANY_RESERVATION)));
        Set<ClaimKey> leftOver = new HashSet<>(everHad);
        leftOver.removeAll(wanted);
        leftOver.removeIf(key -> !holds(node, key, now));
        if (unsettled.isEmpty() && leftOver.isEmpty()) {
            return Optional.empty();
        }
        LOG.info("claims of node {} are put right: confirm {}, release {}", node, unsettled, leftOver);
        return Optional.of(claims.confirm(node, unsettled, now)
                .thenCompose(
                        result -> claims.release(node, leftOver, sequence, now).thenApply(_ -> told(node, result))));
    }

    private boolean holds(NodeId node, ClaimKey key, Instant at) {
        return claims.holder(key, at).filter(node::equals).isPresent();
    }

    private static ClaimResult told(NodeId node, ClaimResult result) {
        if (result instanceof ClaimResult.Taken taken) {
            LOG.error("nodes {} and {} both have {}: take it from one of them", node, taken.by(), taken.key());
        }
        return result;
    }
}
