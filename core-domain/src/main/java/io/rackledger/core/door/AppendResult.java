package io.rackledger.core.door;

import io.rackledger.core.identity.CommandId;

/** What became of an append. */
public sealed interface AppendResult {
    /** The record is in the log for ever, and {@code stream} is the node folded up to it. */
    record Appended(NodeRecord record, NodeStream stream) implements AppendResult {}

    /** Another writer was first; decide again on {@code current}. The record is void. */
    record Lost(NodeStream current) implements AppendResult {}

    /** The log did not answer in time: the record may or may not be there. Ask later with the command id. */
    record OutcomeUnknown(CommandId command, String why) implements AppendResult {}
}
