package io.rackledger.command.process;

import io.rackledger.core.node.BmcFault;
import io.rackledger.core.node.BmcReport;
import io.rackledger.core.node.BmcStanding;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import java.util.Optional;

/** What bmc-adapter told of a node's BMC and the node's stream does not say yet. Pure. */
final class BmcNews {
    private static final int ID = 16;

    private BmcNews() {}

    /** The command that says it; empty where the stream knows as much, or something newer. */
    static Optional<EngineCommand> of(Node node, Optional<Signal> told) {
        return told.flatMap(signal -> signal.body() instanceof SignalBody.BmcReported(var report)
                        && node.bmc().isNews(signal.seenAt())
                        && isNew(node.bmc(), report)
                ? Optional.of(command(node, signal, report))
                : Optional.empty());
    }

    private static boolean isNew(BmcStanding known, BmcReport report) {
        return switch (report) {
            case BmcReport.Identified(var identity) -> known.identity().isEmpty() && !identity.saysNothing();
            case BmcReport.Failing(var fault) ->
                !known.fault().map(BmcFault::kind).equals(Optional.of(fault.kind()));
            case BmcReport.Answering _ -> known.fault().isPresent();
        };
    }

    private static EngineCommand command(Node node, Signal signal, BmcReport report) {
        return EngineCommand.of(
                node,
                new NodeCommand.ReportBmc(report, signal.seenAt()),
                "bmc." + signal.id().value().substring(0, ID),
                signal.id().value(),
                EngineCommand.PROVISIONING);
    }
}
