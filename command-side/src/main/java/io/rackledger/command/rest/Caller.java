package io.rackledger.command.rest;

import io.rackledger.core.identity.CommandId;
import java.util.Optional;

/**
 * What the headers of a request say about who asks and how.
 *
 * @param command the Idempotency-Key, or one made here
 * @param actor {@code operator:} and the X-Rackledger-Actor header
 * @param traceparent the command's own span as W3C trace context; it stands in the log
 * @param ifMatch version named by If-Match
 */
record Caller(CommandId command, String actor, String traceparent, Optional<Long> ifMatch) {}
