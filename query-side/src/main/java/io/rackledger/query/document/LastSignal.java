package io.rackledger.query.document;

import java.time.Instant;

/** The last thing heard of a node. */
public record LastSignal(Instant at, String type, String words, String source) {}
