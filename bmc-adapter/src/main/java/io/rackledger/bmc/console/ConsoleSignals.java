package io.rackledger.bmc.console;

import io.rackledger.core.diagnosis.ChainKey;
import io.rackledger.core.door.SignalLog;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.Node;
import io.rackledger.core.signal.ConsolePath;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.ConsoleHeard;
import io.rackledger.core.signal.SignalSubject.OfNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Tells pages of a console's record as signals of the node, and of the attempt that was under way. Thread-safe. */
record ConsoleSignals(SignalLog signals) {
    /**
     * Completes when it is durable.
     *
     * @param number tells the pages of one console apart
     */
    CompletableFuture<LogPosition> tell(Node node, ConsoleRecord.Page page, long number) {
        SignalId id = SignalId.ofParts(List.of(
                "console-heard",
                node.id().value(),
                Long.toString(number),
                page.at().toString()));
        OfNode subject = new OfNode(
                node.id(), page.chain().map(ChainKey::attempt), page.chain().map(ChainKey::stage));
        String source = node.attributes().bmc().map(BmcAddress::authority).orElse("bmc-adapter");
        ConsoleHeard heard = new ConsoleHeard(ConsolePath.SERIAL, page.text(), page.lines(), page.dropped());
        return signals.report(new Signal(id, subject, page.at(), source, Optional.empty(), heard));
    }
}
