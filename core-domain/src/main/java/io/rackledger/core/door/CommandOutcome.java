package io.rackledger.core.door;

import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.node.Refusal;

/** The answer to a command. */
public sealed interface CommandOutcome {
    /** It is in the log. {@code repeated} where an earlier command of the same id had done it. */
    record Done(NodeStream stream, LogPosition position, long sequence, boolean repeated) implements CommandOutcome {}

    /** All was as asked already; nothing was recorded. */
    record Unchanged(NodeStream stream) implements CommandOutcome {}

    /** Not allowed; {@code stream} is the state it was judged on. */
    record Refused(Refusal refusal, NodeStream stream) implements CommandOutcome {}

    /** The log did not answer in time; ask again with the same command id. */
    record OutcomeUnknown(CommandId command, String why) implements CommandOutcome {}
}
