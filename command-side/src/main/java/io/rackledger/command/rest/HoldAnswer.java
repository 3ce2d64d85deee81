package io.rackledger.command.rest;

import io.rackledger.core.node.Hold;
import java.time.Instant;

/** A hold as an answer tells it. */
record HoldAnswer(
        String id, String reason, String category, String scope, boolean pausesClocks, String author, Instant since) {
    static HoldAnswer of(Hold hold) {
        return new HoldAnswer(
                hold.id().value(),
                hold.reason(),
                hold.category().name(),
                hold.scope().name(),
                hold.pausesClocks(),
                hold.author(),
                hold.since());
    }
}
