package io.rackledger.command.process;

import io.rackledger.core.diagnosis.Endpoints;
import io.rackledger.core.diagnosis.Reaction;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.PowerRequest;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import java.time.Instant;
import java.util.Optional;

/**
 * What comes next: compares what was seen of a node with what its stream has recorded and names one command. Asked again after each
 * command until nothing is left; so order, doubles and restarts make no difference. Pure.
 */
final class ProvisioningSaga {
    private final int bootBudget;
    private final Endpoints endpoints;

    ProvisioningSaga(int bootBudget, Endpoints endpoints) {
        this.bootBudget = bootBudget;
        this.endpoints = endpoints;
    }

    /**
     * The next command.
     *
     * @param powerKnownAt when the last look at the node's power that its stream knows of was taken; no other but a later one is news
     */
    Optional<EngineCommand> react(Node node, Observed seen, Instant powerKnownAt) {
        return power(node, seen)
                .or(() -> chain(node, seen))
                .or(() -> BmcNews.of(node, seen.bmcContact()))
                .or(() -> BmcNews.of(node, seen.bmcIdentity()))
                .or(() -> reading(node, seen, powerKnownAt))
                .or(() -> life(node, seen, powerKnownAt));
    }

    private static Optional<EngineCommand> power(Node node, Observed seen) {
        return seen.powerReport().flatMap(signal -> power(node, signal));
    }

    private static Optional<EngineCommand> power(Node node, Signal signal) {
        return signal.body() instanceof SignalBody.PowerReported report
                        && node.pendingPower().map(PowerRequest::id).equals(Optional.of(report.request()))
                ? Optional.of(EngineCommand.of(
                        node,
                        new NodeCommand.ReportPower(
                                report.request(), report.outcome(), signal.source(), signal.id(), signal.seenAt()),
                        "power." + report.request(),
                        signal.id().value(),
                        EngineCommand.PROVISIONING))
                : Optional.empty();
    }

    private Optional<EngineCommand> chain(Node node, Observed seen) {
        return Observed.presentChain(node)
                .flatMap(key -> Reaction.next(node, seen.chainOf(key), bootBudget, endpoints))
                .map(command -> EngineCommand.ofReaction(node, command));
    }

    private static Optional<EngineCommand> reading(Node node, Observed seen, Instant powerKnownAt) {
        return seen.powerRead()
                .filter(signal -> signal.seenAt().isAfter(powerKnownAt))
                .filter(_ -> node.pendingPower().isEmpty())
                .flatMap(signal -> reading(node, signal));
    }

    /**
     * A machine that speaks has power. It is told only where nobody else can: by Wake-on-LAN or by hand nothing can be read. What was said
     * before the last act on the power proves nothing of the time after it.
     */
    private static Optional<EngineCommand> life(Node node, Observed seen, Instant powerKnownAt) {
        boolean nobodyKnows =
                node.power() == PowerState.UNKNOWN && node.pendingPower().isEmpty();
        return Observed.presentChain(node)
                .filter(_ -> nobodyKnows)
                .flatMap(key -> seen.chainOf(key).lastWord())
                .filter(said -> said.isAfter(powerKnownAt))
                .map(said -> EngineCommand.of(
                        node,
                        new NodeCommand.ObservePower(PowerState.ON, said),
                        "life." + Long.toHexString(powerKnownAt.getEpochSecond()) + "." + powerKnownAt.getNano(),
                        "",
                        EngineCommand.PROVISIONING));
    }

    private static Optional<EngineCommand> reading(Node node, Signal signal) {
        return signal.body() instanceof SignalBody.PowerRead(var power) && power != node.power()
                ? Optional.of(EngineCommand.of(
                        node,
                        new NodeCommand.ObservePower(power, signal.seenAt()),
                        "observed." + signal.id().value().substring(0, 16),
                        signal.id().value(),
                        EngineCommand.PROVISIONING))
                : Optional.empty();
    }
}
