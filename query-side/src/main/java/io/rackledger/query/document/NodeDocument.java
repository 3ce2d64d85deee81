package io.rackledger.query.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.Protection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole node, as folded from its events up to a sequence. The same code builds it live and for any moment of the past.
 *
 * @param heard what signals say beside the log of events; absent for the past
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record NodeDocument(
        String id,
        String name,
        long sequence,
        String position,
        Instant updatedAt,
        String state,
        String stateKind,
        String stateMeaning,
        Instant stateSince,
        Optional<String> target,
        String power,
        Optional<NodeParts.PowerRequestDocument> pendingPower,
        String driver,
        Optional<String> bmc,
        NodeParts.BmcDocument bmcStanding,
        String bmcCredential,
        List<String> ports,
        Map<String, String> properties,
        String resourceClass,
        List<String> traits,
        String owner,
        @JsonProperty("protected") Optional<String> protectedReason,
        @JsonProperty("retired") Optional<String> retiredReason,
        Optional<NodeParts.InstanceDocument> instance,
        Optional<NodeParts.AttemptDocument> attempt,
        Optional<WaitDocument> waiting,
        List<NodeParts.HoldDocument> holds,
        Optional<FailureDocument> failure,
        Optional<Heard> heard) {

    /**
     * What signals say of a node at the time of the answer.
     *
     * @param late whether a deadline has passed
     * @param clockSkewMs the node's clock minus ours, when it last told
     * @param deadLetters records of this node that could not be projected, and those that wait behind them
     * @param stale why the document is older than the node's log, where a dead letter stands in its way
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Heard(
            boolean late,
            Optional<LastSignal> lastSignal,
            Optional<Long> clockSkewMs,
            long deadLetters,
            Optional<String> stale) {}

    /** The document of a living node. */
    public static NodeDocument of(Node node, long sequence, LogPosition position, Instant updatedAt) {
        NodeAttributes said = node.attributes();
        return new NodeDocument(
                node.id().value(),
                said.name(),
                sequence,
                position.toString(),
                updatedAt,
                node.state().wireName(),
                Wire.of(node.state().kind()),
                node.state().meaning(),
                node.stateSince(),
                node.target().map(Wire::of),
                Wire.of(node.power()),
                node.pendingPower().map(NodeParts.PowerRequestDocument::of),
                said.driver(),
                said.bmc().map(BmcAddress::value),
                NodeParts.BmcDocument.of(node.bmc()),
                said.bmcCredential(),
                said.ports().stream().map(MacAddress::value).toList(),
                said.properties(),
                said.resourceClass(),
                List.copyOf(said.traits()),
                said.owner(),
                reason(said.protection()),
                reason(said.retirement()),
                node.instance().map(NodeParts.InstanceDocument::of),
                node.attempt().map(NodeParts.AttemptDocument::of),
                WaitDocument.of(node),
                node.holds().stream().map(NodeParts.HoldDocument::of).toList(),
                node.failure().map(FailureDocument::of),
                Optional.empty());
    }

    /** The same with what signals say. */
    public NodeDocument with(Heard signals) {
        return new NodeDocument(
                id,
                name,
                sequence,
                position,
                updatedAt,
                state,
                stateKind,
                stateMeaning,
                stateSince,
                target,
                power,
                pendingPower,
                driver,
                bmc,
                bmcStanding,
                bmcCredential,
                ports,
                properties,
                resourceClass,
                traits,
                owner,
                protectedReason,
                retiredReason,
                instance,
                attempt,
                waiting,
                holds,
                failure,
                Optional.of(signals));
    }

    private static Optional<String> reason(Protection mark) {
        return Optional.of(mark).filter(Protection::on).map(Protection::reason);
    }
}
