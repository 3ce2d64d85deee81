package io.rackledger.query.projection;

import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.node.NodeState;
import java.time.Instant;
import java.util.Optional;

/**
 * A node so far.
 *
 * @param orderAt time of the newest record, but never before that of an earlier one
 * @param mark what is wrong with its stream, if anything is
 */
record Folded(NodeState state, long sequence, Instant orderAt, Optional<Mark> mark) {
    static final Folded NOTHING = new Folded(new NodeState.Unknown(), 0, Instant.EPOCH, Optional.empty());

    /**
     * What is wrong with a stream.
     *
     * @param since the record with which it began
     * @param stopped whether nothing may be applied any more; otherwise a record could not be read, which need not be one of the stream:
     *     a record that follows the last applied one shows that it was none
     */
    record Mark(String reason, LogPosition since, boolean stopped) {}

    Folded with(Mark found) {
        return new Folded(state, sequence, orderAt, Optional.of(found));
    }

    Folded withoutMark() {
        return new Folded(state, sequence, orderAt, Optional.empty());
    }

    /** Why no further record can be applied. */
    Optional<Mark> stop() {
        return mark.filter(Mark::stopped);
    }

    /** As an operator reads it. */
    Optional<String> stale() {
        return mark.map(m -> "stands at sequence " + sequence + " since record " + m.since() + ": " + m.reason());
    }
}
