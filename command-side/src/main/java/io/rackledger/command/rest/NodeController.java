package io.rackledger.command.rest;

import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.NodeCommand;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Nodes: made known, changed, forgotten. */
@RestController
@Tag(name = "nodes")
@RequestMapping(path = "/api/v1/nodes", produces = MediaType.APPLICATION_JSON_VALUE)
final class NodeController {
    static final String MERGE_PATCH = "application/merge-patch+json";

    private final CommandDesk desk;
    private final NodeNames names;

    NodeController(CommandDesk desk, NodeNames names) {
        this.desk = desk;
        this.names = names;
    }

    /** Makes a node known. */
    @Operation(summary = "Makes a node known")
    @ApiResponse(responseCode = "201", description = "Created.")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<NodeAnswer> enroll(Caller caller, @RequestBody EnrollRequest request) {
        NodeAttributes attributes = request.attributes();
        String asked = request.id();
        NodeId id = asked == null ? derived(caller) : FieldFault.parse("id", () -> NodeId.parse(asked));
        return desk.carryOut(caller, id, new NodeCommand.Enroll(id, attributes), request, HttpStatus.CREATED);
    }

    /** The same id for the same Idempotency-Key of the same caller, so that a repeated request finds its first answer. */
    private static NodeId derived(Caller caller) {
        String seed = caller.actor() + "\n" + caller.command();
        return NodeId.of(UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)));
    }

    /** Changes what is said about a node, by JSON merge patch. Needs If-Match. */
    @Operation(summary = "Changes what is said about a node, by JSON merge patch")
    @ApiResponse(responseCode = "200", description = "Done.")
    @PatchMapping(
            path = "/{id}",
            consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<NodeAnswer> change(Caller caller, @PathVariable String id, @RequestBody JsonNode patch) {
        if (caller.ifMatch().isEmpty()) {
            throw new RequestFault(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "VERSION_NEEDED",
                    "a change must name the version of the node that it is meant for",
                    "If-Match",
                    "send If-Match with the node's present ETag");
        }
        Node node = names.living(names.resolve(id), caller.ifMatch());
        NodeAttributes merged = Attributes.merge(patch, node.attributes());
        return desk.carryOut(caller, node.id(), new NodeCommand.ChangeAttributes(merged), patch, HttpStatus.OK);
    }

    /** Forgets a node; its history stays. */
    @Operation(summary = "Forgets a node; its history stays")
    @ApiResponse(responseCode = "200", description = "Done.")
    @DeleteMapping("/{id}")
    ResponseEntity<NodeAnswer> delete(Caller caller, @PathVariable String id) {
        return desk.carryOut(caller, names.resolve(id), new NodeCommand.Delete(), "", HttpStatus.OK);
    }
}
