package io.rackledger.command.rest;

import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.BootMode;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.PowerAction;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Power and boot device, as operators ask for them. */
@RestController
@Tag(name = "power")
@RequestMapping(path = "/api/v1/nodes/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
final class PowerController {
    private final CommandDesk desk;
    private final NodeNames names;

    PowerController(CommandDesk desk, NodeNames names) {
        this.desk = desk;
        this.names = names;
    }

    /** @param action on, off, soft-off, reboot, soft-reboot or read */
    record PowerRequestBody(String action) {}

    /**
     * @param device pxe or disk
     * @param persistent for all further boots; the next one only where absent
     * @param mode uefi or bios: for which firmware; that of the node's property boot_mode where absent
     */
    record BootDeviceRequest(
            String device,
            @Nullable Boolean persistent,
            @Nullable String mode) {}

    @Operation(summary = "Asks for another power state")
    @ApiResponse(responseCode = "202", description = "Accepted: it begins.")
    @PostMapping(path = "/power", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<NodeAnswer> power(Caller caller, @PathVariable String id, @RequestBody PowerRequestBody request) {
        PowerAction action = Choice.of("action", PowerAction.class, request.action());
        return desk.carryOut(
                caller, names.resolve(id), new NodeCommand.RequestPower(action), request, HttpStatus.ACCEPTED);
    }

    @Operation(summary = "Asks for another boot device")
    @ApiResponse(responseCode = "202", description = "Accepted: it begins.")
    @PostMapping(path = "/boot-device", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<NodeAnswer> bootDevice(
            Caller caller, @PathVariable String id, @RequestBody BootDeviceRequest request) {
        BootDevice device = Choice.of("device", BootDevice.class, request.device());
        boolean persistent = Boolean.TRUE.equals(request.persistent());
        Optional<BootMode> mode =
                Optional.ofNullable(request.mode()).map(word -> Choice.of("mode", BootMode.class, word));
        return desk.carryOut(
                caller,
                names.resolve(id),
                new NodeCommand.RequestBootDevice(device, persistent, mode),
                request,
                HttpStatus.ACCEPTED);
    }

    /** The body of a request without arguments; it stands for the request where it is repeated. */
    record TrustRequest() {}

    @Operation(
            summary = "Trusts the BMC anew: another machine may answer, or its fault was mended",
            description = "Forgets which machine the BMC said that it belongs to, and its fault; both are looked at"
                    + " again. Needed after a mainboard or a BMC was replaced.")
    @ApiResponse(responseCode = "202", description = "Accepted: the BMC is asked again.")
    @PostMapping(path = "/bmc/trust")
    ResponseEntity<NodeAnswer> trust(Caller caller, @PathVariable String id) {
        return desk.carryOut(
                caller, names.resolve(id), new NodeCommand.TrustBmc(), new TrustRequest(), HttpStatus.ACCEPTED);
    }
}
