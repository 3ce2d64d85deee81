package io.rackledger.core.node;

import io.rackledger.core.identity.HoldId;
import io.rackledger.core.identity.Text;
import java.time.Instant;

/**
 * A maintenance hold on a node; several may coexist.
 *
 * @param reason free text, 1 to 500 characters
 * @param pausesClocks whether the deadlines of the node's wait stand still while the hold lasts
 * @param author who placed it
 */
public record Hold(
        HoldId id,
        String reason,
        HoldCategory category,
        HoldScope scope,
        boolean pausesClocks,
        String author,
        Instant since) {
    public Hold {
        Text.require(!reason.isBlank() && reason.length() <= 500, "hold reason", reason, "1 to 500 characters of text");
        reason = Text.printable(reason);
        author = Text.bounded(author, 120);
    }
}
