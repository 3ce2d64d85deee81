package io.rackledger.core.door;

import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.signal.Signal;

/** What a follower reads. */
public sealed interface LogRecord {
    /** Place in its topic. */
    LogPosition position();

    /** A record of node-events, void ones included: the reader applies the fold rule. */
    record OfNode(NodeRecord record) implements LogRecord {
        @Override
        public LogPosition position() {
            return record.position();
        }
    }

    /** A record of signals; a signal may be read more than once, its id tells. */
    record OfSignal(LogPosition position, Signal signal) implements LogRecord {}

    /** A record that cannot be read: kept out of the way with the reason, for the dead letters. */
    record Unreadable(LogTopic topic, LogPosition position, String key, String reason) implements LogRecord {}
}
