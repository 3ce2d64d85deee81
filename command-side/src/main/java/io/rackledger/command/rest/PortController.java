package io.rackledger.command.rest;

import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.node.NodeCommand;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The MAC addresses of a node. */
@RestController
@Tag(name = "ports")
@RequestMapping(path = "/api/v1/nodes/{id}/ports", produces = MediaType.APPLICATION_JSON_VALUE)
final class PortController {
    private final CommandDesk desk;
    private final NodeNames names;

    PortController(CommandDesk desk, NodeNames names) {
        this.desk = desk;
        this.names = names;
    }

    /** @param mac with ':' or '-', any case */
    record PortRequest(String mac) {}

    @Operation(summary = "Adds a port")
    @ApiResponse(responseCode = "201", description = "Created.")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<NodeAnswer> add(Caller caller, @PathVariable String id, @RequestBody PortRequest request) {
        MacAddress mac = mac(request.mac());
        return desk.carryOut(caller, names.resolve(id), new NodeCommand.AddPort(mac), request, HttpStatus.CREATED);
    }

    @Operation(summary = "Removes a port")
    @ApiResponse(responseCode = "200", description = "Done.")
    @DeleteMapping("/{mac}")
    ResponseEntity<NodeAnswer> remove(Caller caller, @PathVariable String id, @PathVariable String mac) {
        return desk.carryOut(caller, names.resolve(id), new NodeCommand.RemovePort(mac(mac)), mac, HttpStatus.OK);
    }

    private static MacAddress mac(String text) {
        return FieldFault.parse("mac", () -> MacAddress.parse(FieldFault.require("mac", text == null ? "" : text)));
    }
}
