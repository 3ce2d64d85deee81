package io.rackledger.command.rest;

import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.HoldId;
import io.rackledger.core.node.Hold;
import io.rackledger.core.node.HoldCategory;
import io.rackledger.core.node.HoldScope;
import io.rackledger.core.node.NodeCommand;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Maintenance holds. Each has a reason, a category, a scope and an author, and ends only by its own release. */
@RestController
@Tag(name = "holds")
@RequestMapping(path = "/api/v1/nodes/{id}/holds", produces = MediaType.APPLICATION_JSON_VALUE)
final class HoldController {
    private static final int SHORT = 12;

    private final CommandDesk desk;
    private final NodeNames names;

    HoldController(CommandDesk desk, NodeNames names) {
        this.desk = desk;
        this.names = names;
    }

    /**
     * @param id derived from the Idempotency-Key where absent
     * @param reason 1 to 500 characters
     * @param category hardware, network, firmware, investigation, planned or other (where absent)
     * @param scope no-scheduling or no-operations (where absent)
     * @param pausesClocks whether deadlines stand still; false where absent
     */
    record HoldRequest(
            @Nullable String id,
            String reason,
            @Nullable String category,
            @Nullable String scope,
            @Nullable Boolean pausesClocks) {}

    @Operation(summary = "Places a hold")
    @ApiResponse(responseCode = "201", description = "Created.")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<NodeAnswer> place(Caller caller, @PathVariable String id, @RequestBody HoldRequest request) {
        Instant now = desk.clock().instant();
        Hold hold = hold(caller, request, now);
        return desk.carryOut(caller, names.resolve(id), new NodeCommand.PlaceHold(hold), request, HttpStatus.CREATED);
    }

    private static Hold hold(Caller caller, HoldRequest request, Instant now) {
        HoldCategory category = request.category() == null
                ? HoldCategory.OTHER
                : Choice.of("category", HoldCategory.class, request.category());
        HoldScope scope = request.scope() == null
                ? HoldScope.NO_OPERATIONS
                : Choice.of("scope", HoldScope.class, request.scope());
        String reason = request.reason() == null ? "" : request.reason();
        HoldId id = FieldFault.parse("id", () -> id(caller, request));
        boolean pauses = Boolean.TRUE.equals(request.pausesClocks());
        return FieldFault.parse("reason", () -> new Hold(id, reason, category, scope, pauses, caller.actor(), now));
    }

    private static HoldId id(Caller caller, HoldRequest request) {
        if (request.id() != null) {
            return new HoldId(request.id());
        }
        Digest digest = Digest.of(caller.command().value().getBytes(StandardCharsets.UTF_8));
        int start = digest.value().indexOf(':') + 1;
        return new HoldId("hold-" + digest.value().substring(start, start + SHORT));
    }

    @Operation(summary = "Releases a hold")
    @ApiResponse(responseCode = "200", description = "Done.")
    @DeleteMapping("/{hold}")
    ResponseEntity<NodeAnswer> release(Caller caller, @PathVariable String id, @PathVariable String hold) {
        HoldId named = FieldFault.parse("hold", () -> new HoldId(hold));
        return desk.carryOut(
                caller, names.resolve(id), new NodeCommand.ReleaseHold(named, caller.actor()), named, HttpStatus.OK);
    }
}
