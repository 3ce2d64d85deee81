package io.rackledger.command.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeState;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * The answer to an accepted command.
 *
 * @param state provision state under Ironic's name, "deleted" for a node that is gone
 * @param sequence version of the node that the command made
 * @param position place of its record in the log; reads can wait for it by {@code minPosition}
 * @param repeated whether an earlier request under the same Idempotency-Key had done it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record NodeAnswer(
        String commandId,
        String nodeId,
        String name,
        String state,
        Optional<String> target,
        String power,
        Optional<String> attempt,
        long sequence,
        String position,
        boolean repeated,
        Optional<WaitAnswer> waiting,
        List<HoldAnswer> holds) {
    static final String POSITION_HEADER = "X-Rackledger-Position";

    static NodeAnswer of(
            Caller caller, NodeId id, NodeStream stream, long sequence, LogPosition position, boolean repeated) {
        String command = caller.command().value();
        return switch (stream.state()) {
            case Node node ->
                new NodeAnswer(
                        command,
                        id.value(),
                        node.attributes().name(),
                        node.state().wireName(),
                        node.target().map(t -> t.wireName()),
                        node.power().name(),
                        node.runningAttempt().map(a -> a.id().value()),
                        sequence,
                        position.toString(),
                        repeated,
                        node.waiting().map(WaitAnswer::of),
                        node.holds().stream().map(HoldAnswer::of).toList());
            case NodeState.Deleted _ -> gone(command, id, "deleted", sequence, position, repeated);
            case NodeState.Unknown _ -> gone(command, id, "unknown", sequence, position, repeated);
        };
    }

    private static NodeAnswer gone(
            String command, NodeId id, String state, long sequence, LogPosition position, boolean repeated) {
        return new NodeAnswer(
                command,
                id.value(),
                "",
                state,
                Optional.empty(),
                "UNKNOWN",
                Optional.empty(),
                sequence,
                position.toString(),
                repeated,
                Optional.empty(),
                List.of());
    }

    /** With ETag, position and, for what was created, the place of it. */
    ResponseEntity<NodeAnswer> as(HttpStatus status) {
        ResponseEntity.BodyBuilder builder =
                ResponseEntity.status(status).eTag("\"" + sequence + "\"").header(POSITION_HEADER, position);
        if (status == HttpStatus.CREATED || status == HttpStatus.ACCEPTED) {
            builder.location(URI.create("/api/v1/nodes/" + nodeId));
        }
        return builder.body(this);
    }
}
