package io.rackledger.eventlog.claims;

import io.rackledger.core.identity.NodeId;
import java.time.Instant;

/** What a wish leads to for one key. */
sealed interface ClaimDecision {
    /** This must be appended. */
    record Change(ClaimChange change) implements ClaimDecision {}

    /** It is so already. */
    record Already() implements ClaimDecision {}

    /** Another node has the key. */
    record Refused(NodeId by) implements ClaimDecision {}

    /**
     * Decides a reservation: free and lapsed keys can be had; the node's own reservation is prolonged, if only a little, so that
     * the command that made it cannot cancel it any more; and what the node holds is confirmed anew, so that the command that gave it up
     * before cannot release it any more.
     */
    static ClaimDecision reserve(ClaimState state, NodeId node, Instant at, Instant until) {
        ClaimDecision wanted = new Change(new ClaimChange.Reserved(node, at, until));
        return switch (state) {
            case ClaimState.Free _ -> wanted;
            case ClaimState.Reserved reserved
            when reserved.node().equals(node) ->
                new Change(new ClaimChange.Reserved(node, at, later(until, reserved.until())));
            case ClaimState.Reserved reserved -> at.isBefore(reserved.until()) ? new Refused(reserved.node()) : wanted;
            case ClaimState.Held held ->
                held.node().equals(node) ? new Change(new ClaimChange.Confirmed(node, at)) : new Refused(held.node());
        };
    }

    /** Decides a confirmation: also a reservation that has lapsed is confirmed as long as nobody else took the key. */
    static ClaimDecision confirm(ClaimState state, NodeId node, Instant at) {
        ClaimDecision wanted = new Change(new ClaimChange.Confirmed(node, at));
        return switch (state) {
            case ClaimState.Free _ -> wanted;
            case ClaimState.Reserved reserved when reserved.node().equals(node) -> wanted;
            case ClaimState.Reserved reserved -> at.isBefore(reserved.until()) ? new Refused(reserved.node()) : wanted;
            case ClaimState.Held held -> held.node().equals(node) ? new Already() : new Refused(held.node());
        };
    }

    private static Instant later(Instant until, Instant before) {
        return before.isBefore(until) ? until : before.plusMillis(1);
    }

    /** Decides a cancellation: only the very reservation is given back, not one that was prolonged, nor what was confirmed. */
    static ClaimDecision cancel(ClaimState state, NodeId node, Instant at, Instant until) {
        return switch (state) {
            case ClaimState.Free _, ClaimState.Held _ -> new Already();
            case ClaimState.Reserved reserved ->
                reserved.node().equals(node) && reserved.until().equals(until)
                        ? new Change(new ClaimChange.Released(node, at))
                        : new Already();
        };
    }

    /** Decides a release: keys of others are left alone. */
    static ClaimDecision release(ClaimState state, NodeId node, Instant at) {
        ClaimDecision wanted = new Change(new ClaimChange.Released(node, at));
        return switch (state) {
            case ClaimState.Free _ -> new Already();
            case ClaimState.Reserved reserved -> reserved.node().equals(node) ? wanted : new Already();
            case ClaimState.Held held -> held.node().equals(node) ? wanted : new Already();
        };
    }
}
