package io.rackledger.eventlog.claims;

import io.rackledger.core.identity.NodeId;
import java.time.Instant;
import java.util.Optional;

/**
 * A key as its records tell it. As long as a node had or reserved it last, {@code upTo} is the highest sequence of the node's stream for which a
 * record that needs the key may have been decided: beyond it the node's stream tells whether it has the key.
 */
sealed interface ClaimState {
    /** What is known of a node that is not the last one here: nothing of it is under way. */
    long NOTHING_DECIDED = 0;

    /** Nobody has it, and nothing that was decided can give it to anybody. */
    record Free() implements ClaimState {}

    /**
     * A node has it for a while.
     *
     * @param sole whether nothing but this one reservation was decided with the key since another node had it
     */
    record Reserved(NodeId node, Instant until, long upTo, boolean sole) implements ClaimState {}

    /** A node has it until it gives it back. */
    record Held(NodeId node, long upTo) implements ClaimState {}

    /** A node had it and was seen without it, but more may have been decided for that node. */
    record GivenUp(NodeId node, long upTo) implements ClaimState {}

    /** Who has the key at this time; a lapsed reservation is nobody's. */
    default Optional<NodeId> holder(Instant at) {
        return switch (this) {
            case Free _, GivenUp _ -> Optional.empty();
            case Reserved reserved -> at.isBefore(reserved.until()) ? Optional.of(reserved.node()) : Optional.empty();
            case Held held -> Optional.of(held.node());
        };
    }

    /** The node that had or reserved the key last, where anything of it may be under way. */
    default Optional<NodeId> last() {
        return switch (this) {
            case Free _ -> Optional.empty();
            case Reserved reserved -> Optional.of(reserved.node());
            case Held held -> Optional.of(held.node());
            case GivenUp given -> Optional.of(given.node());
        };
    }

    private long upTo(NodeId node) {
        return switch (this) {
            case Reserved reserved when reserved.node().equals(node) -> reserved.upTo();
            case Held held when held.node().equals(node) -> held.upTo();
            case GivenUp given when given.node().equals(node) -> given.upTo();
            case Free _, Reserved _, Held _, GivenUp _ -> NOTHING_DECIDED;
        };
    }

    /** The state after a change. */
    default ClaimState after(ClaimChange change) {
        NodeId node = change.node();
        long before = upTo(node);
        return switch (change) {
            case ClaimChange.Reserved reserved ->
                new Reserved(
                        node,
                        reserved.until(),
                        Math.max(before, reserved.nodeSequence().orElse(Long.MAX_VALUE)),
                        last().filter(node::equals).isEmpty());
            case ClaimChange.Confirmed confirmed ->
                new Held(node, Math.max(before, confirmed.nodeSequence().orElse(NOTHING_DECIDED)));
            case ClaimChange.Released released ->
                released.nodeSequence()
                        .<ClaimState>map(sequence -> new GivenUp(node, Math.max(before, sequence)))
                        .orElseGet(Free::new);
        };
    }
}
