package io.rackledger.core.door;

import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.LogPosition;

/**
 * A command that was accepted, with the place of its record.
 *
 * @param askedPrint print of what was asked; see {@link #asked}
 */
public record AppliedCommand(CommandId command, int askedPrint, long sequence, LogPosition position) {
    /** Whether this is what was asked under the id; another request under the same id is told but once in 2^32 times. */
    public boolean asked(Digest commandHash) {
        return askedPrint == RecentCommands.print(commandHash);
    }
}
