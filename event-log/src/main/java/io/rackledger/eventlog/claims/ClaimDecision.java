package io.rackledger.eventlog.claims;

import io.rackledger.core.door.Reservation;
import io.rackledger.core.identity.NodeId;
import java.time.Instant;
import java.util.Optional;

/** What a wish leads to for one key. */
sealed interface ClaimDecision {
    /** This must be appended. */
    record Change(ClaimChange change) implements ClaimDecision {}

    /** It is so already. */
    record Already() implements ClaimDecision {}

    /** Another node has the key. */
    record Refused(NodeId by) implements ClaimDecision {}

    /** The change may be appended once it is proven that the former node cannot have the key by anything decided up to that sequence. */
    record AfterProof(NodeId former, long upTo, ClaimChange change) implements ClaimDecision {}

    /**
     * Decides a reservation: a free key can be had, one that lapsed or was given up only with proof. What the node itself has or reserved is
     * reserved anew, since the record that needs it now is another one.
     */
    static ClaimDecision reserve(ClaimState state, Reservation wish) {
        ClaimChange.Reserved wanted = reserved(wish, wish.until());
        return switch (state) {
            case ClaimState.Free _ -> new Change(wanted);
            case ClaimState.GivenUp given ->
                given.node().equals(wish.node())
                        ? new Change(wanted)
                        : new AfterProof(given.node(), given.upTo(), wanted);
            case ClaimState.Reserved reserved
            when reserved.node().equals(wish.node()) ->
                new Change(reserved(wish, later(wish.until(), reserved.until())));
            case ClaimState.Reserved reserved ->
                wish.at().isBefore(reserved.until())
                        ? new Refused(reserved.node())
                        : new AfterProof(reserved.node(), reserved.upTo(), wanted);
            case ClaimState.Held held ->
                held.node().equals(wish.node())
                        ? new Change(new ClaimChange.Confirmed(wish.node(), wish.at(), Optional.of(wish.sequence())))
                        : new Refused(held.node());
        };
    }

    private static ClaimChange.Reserved reserved(Reservation wish, Instant until) {
        return new ClaimChange.Reserved(wish.node(), wish.at(), until, Optional.of(wish.sequence()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /**
     * Decides a confirmation: also a reservation that has lapsed is confirmed as long as nobody else took the key. Who confirms what another
     * node has since is late: nobody takes a key before it is proven that the former node does not have it.
     */
    static ClaimDecision confirm(ClaimState state, NodeId node, Instant at) {
        Optional<NodeId> other = state.last().filter(last -> !last.equals(node));
        if (other.isPresent()) {
            return new Refused(other.get());
        }
        return state instanceof ClaimState.Held
                ? new Already()
                : new Change(new ClaimChange.Confirmed(node, at, Optional.empty()));
    }

    /** Decides a cancellation: only the very reservation is given back, and only where it is the sole one; nor what was confirmed. */
    static ClaimDecision cancel(ClaimState state, Reservation wish) {
        ClaimState sole = new ClaimState.Reserved(wish.node(), wish.until(), wish.sequence(), true);
        return state.equals(sole)
                ? new Change(new ClaimChange.Released(wish.node(), wish.at(), Optional.empty()))
                : new Already();
    }

    /** Decides a release: keys of others are left alone, and what was reserved for a record that the caller has not seen. */
    static ClaimDecision release(ClaimState state, NodeId node, long sequence, Instant at) {
        ClaimDecision wanted = new Change(new ClaimChange.Released(node, at, Optional.of(sequence)));
        return switch (state) {
            case ClaimState.Free _, ClaimState.GivenUp _ -> new Already();
            case ClaimState.Reserved reserved ->
                reserved.node().equals(node) && reserved.upTo() <= sequence ? wanted : new Already();
            case ClaimState.Held held -> held.node().equals(node) ? wanted : new Already();
        };
    }
}
