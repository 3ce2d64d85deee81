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

    /** Decides a reservation: free and lapsed keys can be had; one's own reservation is prolonged. */
    static ClaimDecision reserve(ClaimState state, NodeId node, Instant at, Instant until) {
        ClaimDecision wanted = new Change(new ClaimChange.Reserved(node, at, until));
        return switch (state) {
            case ClaimState.Free _ -> wanted;
            case ClaimState.Reserved reserved
            when reserved.node().equals(node) -> reserved.until().isBefore(until) ? wanted : new Already();
            case ClaimState.Reserved reserved -> at.isBefore(reserved.until()) ? new Refused(reserved.node()) : wanted;
            case ClaimState.Held held -> held.node().equals(node) ? new Already() : new Refused(held.node());
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
