package io.rackledger.core.node;

import io.rackledger.core.node.BmcReport.Answering;
import io.rackledger.core.node.BmcReport.Failing;
import io.rackledger.core.node.BmcReport.Identified;
import io.rackledger.core.node.NodeCommand.NoteBmcAccount;
import io.rackledger.core.node.NodeCommand.ReportBmc;
import io.rackledger.core.node.NodeEvent.BmcAccountChanged;
import io.rackledger.core.node.NodeEvent.BmcFaultCleared;
import io.rackledger.core.node.NodeEvent.BmcFaultFound;
import io.rackledger.core.node.NodeEvent.BmcIdentified;
import io.rackledger.core.node.NodeEvent.BmcTrusted;
import java.util.Optional;

/** Decides what bmc-adapter found out about a node's BMC. */
final class BmcReports {
    private BmcReports() {}

    /** A report that is older than what is known, or tells nothing new, changes nothing. */
    static Decision reported(Node node, ReportBmc report, Given given) {
        return node.bmc().isNews(report.seenAt())
                ? news(node, report, given)
                        .map(event -> (Decision) Outcomes.accept(event))
                        .orElseGet(Outcomes::unchanged)
                : Outcomes.unchanged();
    }

    private static Optional<NodeEvent> news(Node node, ReportBmc report, Given given) {
        BmcStanding known = node.bmc();
        return switch (report.report()) {
            case Identified(BmcIdentity identity) ->
                known.identity().isPresent() || identity.saysNothing()
                        ? Optional.empty()
                        : Optional.of(new BmcIdentified(given.at(), identity, report.seenAt()));
            case Failing(BmcFault fault) ->
                known.fault().map(BmcFault::kind).equals(Optional.of(fault.kind()))
                        ? Optional.empty()
                        : Optional.of(new BmcFaultFound(given.at(), fault, report.seenAt()));
            case Answering _ -> known.fault().map(_ -> new BmcFaultCleared(given.at(), report.seenAt()));
        };
    }

    static Decision account(NoteBmcAccount note, Given given) {
        return Outcomes.accept(new BmcAccountChanged(given.at(), note.change(), note.version()));
    }

    static Decision trusted(Node node, Given given) {
        boolean nothingKnown =
                node.bmc().identity().isEmpty() && node.bmc().fault().isEmpty();
        return nothingKnown ? Outcomes.unchanged() : Outcomes.accept(new BmcTrusted(given.at()));
    }
}
