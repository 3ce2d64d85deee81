package io.rackledger.core.door;

import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;

/**
 * Who caused a record, and why.
 *
 * @param command identity of the command; the fold remembers the last ones per node and a repeat gets the first answer
 * @param commandHash digest of what was asked, so that another request under the same id can be told
 * @param actor who asked, for example {@code operator:ada} or {@code engine:wait-timeout}
 * @param causation signal id, event position or command id that led to this, or empty
 * @param correlation what ties a whole story together, usually the first command's id
 * @param traceparent W3C trace context, or empty
 */
public record RecordContext(
        CommandId command,
        Digest commandHash,
        String actor,
        String causation,
        String correlation,
        String traceparent) {}
