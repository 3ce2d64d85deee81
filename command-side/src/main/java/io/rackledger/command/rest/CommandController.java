package io.rackledger.command.rest;

import io.rackledger.core.door.AppliedCommand;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.NodeId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What became of a command whose outcome the caller does not know. */
@RestController
@Tag(name = "commands")
@RequestMapping(path = "/api/v1/commands", produces = MediaType.APPLICATION_JSON_VALUE)
final class CommandController {
    private final NodeStates states;
    private final NodeNames names;
    private final Duration patience;

    CommandController(NodeStates states, NodeNames names, Duration patience) {
        this.states = states;
        this.names = names;
        this.patience = patience;
    }

    /** @param status always {@code applied}: a command that is not in the log answers 404 */
    record CommandAnswer(String commandId, String nodeId, String status, long sequence, String position) {}

    @Operation(summary = "Tells what became of a command whose outcome is unknown")
    @ApiResponse(responseCode = "200", description = "Done.")
    @GetMapping("/{commandId}")
    CommandAnswer find(@PathVariable String commandId, @RequestParam String node) {
        CommandId command = FieldFault.parse("commandId", () -> new CommandId(commandId));
        NodeId id = names.resolve(node);
        catchUp();
        Optional<AppliedCommand> applied = states.current(id).applied(command);
        return applied.map(a -> new CommandAnswer(
                        command.value(),
                        id.value(),
                        "applied",
                        a.sequence(),
                        a.position().toString()))
                .orElseThrow(() -> new RequestFault(
                        HttpStatus.NOT_FOUND,
                        "COMMAND_UNKNOWN",
                        "the log holds no command " + command + " among the last ones of node " + id,
                        "commandId",
                        "repeat the request under the same Idempotency-Key: it is done at most once"));
    }

    private void catchUp() {
        try {
            states.caughtUp(patience).get(patience.toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private static RequestFault unavailable(Exception cause) {
        RequestFault fault = new RequestFault(
                HttpStatus.SERVICE_UNAVAILABLE,
                "LOG_UNAVAILABLE",
                "the event log does not answer, so nobody knows yet",
                "",
                "ask again later");
        fault.initCause(cause);
        return fault;
    }
}
