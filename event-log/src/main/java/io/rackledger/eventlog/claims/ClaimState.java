package io.rackledger.eventlog.claims;

import io.rackledger.core.identity.NodeId;
import java.time.Instant;
import java.util.Optional;

/** A key as its records tell it. */
sealed interface ClaimState {
    /** Nobody has it. */
    record Free() implements ClaimState {}

    /** A node has it for a while. */
    record Reserved(NodeId node, Instant until) implements ClaimState {}

    /** A node has it until it gives it back. */
    record Held(NodeId node) implements ClaimState {}

    /** Who has the key at this time; a lapsed reservation is nobody's. */
    default Optional<NodeId> holder(Instant at) {
        return switch (this) {
            case Free _ -> Optional.empty();
            case Reserved reserved -> at.isBefore(reserved.until()) ? Optional.of(reserved.node()) : Optional.empty();
            case Held held -> Optional.of(held.node());
        };
    }

    /** The state after a change. */
    static ClaimState evolve(ClaimChange change) {
        return switch (change) {
            case ClaimChange.Reserved reserved -> new Reserved(reserved.node(), reserved.until());
            case ClaimChange.Confirmed confirmed -> new Held(confirmed.node());
            case ClaimChange.Released _ -> new Free();
        };
    }
}
