package io.rackledger.launcher.management;

import io.rackledger.launcher.management.BmcDocuments.BootDeviceDocument;
import io.rackledger.launcher.management.BmcDocuments.EventLogDocument;
import io.rackledger.launcher.management.BmcDocuments.PowerDocument;
import io.rackledger.launcher.management.BmcDocuments.ProbeDocument;
import io.rackledger.launcher.management.BmcDocuments.SensorsDocument;
import io.rackledger.launcher.probe.Reply;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads of a node's BMC. What changes a machine is a command, and goes by the command API into the log. */
@RestController
@Tag(name = "bmc")
@RequestMapping(path = "/api/v1/nodes/{id}/bmc", produces = MediaType.APPLICATION_JSON_VALUE)
public final class BmcController {
    private final BmcAnswers answers;

    public BmcController(BmcAnswers answers) {
        this.answers = answers;
    }

    @Operation(
            summary = "Reads the power state from the BMC",
            description = "Changes nothing that is known of the node.")
    @GetMapping("/power")
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = PowerDocument.class)))
    ResponseEntity<String> power(@PathVariable String id) {
        return http(answers.power(id));
    }

    @Operation(
            summary = "Walks through the stages of a login and tells which one fails and why",
            description =
                    "Changes nothing on the BMC. What fails is told in the answer, and is no problem of the request.")
    @GetMapping("/probe")
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = ProbeDocument.class)))
    ResponseEntity<String> probe(@PathVariable String id) {
        return http(answers.probe(id));
    }

    @Operation(summary = "Reads what the BMC holds for the next boot")
    @GetMapping("/boot-device")
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = BootDeviceDocument.class)))
    ResponseEntity<String> bootDevice(@PathVariable String id) {
        return http(answers.bootDevice(id));
    }

    @Operation(summary = "Reads the newest records of the BMC's event log, oldest of them first")
    @GetMapping("/event-log")
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = EventLogDocument.class)))
    ResponseEntity<String> eventLog(@PathVariable String id, @RequestParam(defaultValue = "100") int newest) {
        return http(answers.eventLog(id, newest));
    }

    @Operation(summary = "Reads the BMC's sensors")
    @GetMapping("/sensors")
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = SensorsDocument.class)))
    ResponseEntity<String> sensors(@PathVariable String id) {
        return http(answers.sensors(id));
    }

    static ResponseEntity<String> http(Reply reply) {
        return ResponseEntity.status(reply.status())
                .contentType(MediaType.parseMediaType(reply.type()))
                .body(reply.body());
    }
}
