package io.rackledger.launcher.management;

import io.rackledger.launcher.contract.Tells;
import io.rackledger.launcher.management.BmcDocuments.BootDeviceDocument;
import io.rackledger.launcher.management.BmcDocuments.EventLogDocument;
import io.rackledger.launcher.management.BmcDocuments.InventoryDocument;
import io.rackledger.launcher.management.BmcDocuments.MediaDocument;
import io.rackledger.launcher.management.BmcDocuments.PowerDocument;
import io.rackledger.launcher.management.BmcDocuments.ProbeDocument;
import io.rackledger.launcher.management.BmcDocuments.SensorsDocument;
import io.rackledger.launcher.probe.Reply;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads of a node's BMC. What changes a machine's power or boot device is a command, and goes by the command API into the log. */
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
    @Tells(PowerDocument.class)
    ResponseEntity<String> power(@PathVariable String id) {
        return http(answers.power(id));
    }

    @Operation(
            summary = "Walks through the stages of a login and tells which one fails and why",
            description =
                    "Changes nothing on the BMC. What fails is told in the answer, and is no problem of the request.")
    @GetMapping("/probe")
    @Tells(ProbeDocument.class)
    ResponseEntity<String> probe(@PathVariable String id) {
        return http(answers.probe(id));
    }

    @Operation(summary = "Reads what the BMC holds for the next boot")
    @GetMapping("/boot-device")
    @Tells(BootDeviceDocument.class)
    ResponseEntity<String> bootDevice(@PathVariable String id) {
        return http(answers.bootDevice(id));
    }

    @Operation(summary = "Reads the newest records of the BMC's event log, oldest of them first")
    @GetMapping("/event-log")
    @Tells(EventLogDocument.class)
    ResponseEntity<String> eventLog(@PathVariable String id, @RequestParam(defaultValue = "100") int newest) {
        return http(answers.eventLog(id, newest));
    }

    @Operation(summary = "Reads the BMC's sensors")
    @GetMapping("/sensors")
    @Tells(SensorsDocument.class)
    ResponseEntity<String> sensors(@PathVariable String id) {
        return http(answers.sensors(id));
    }

    @Operation(
            summary = "Reads the machine and its parts",
            description = "As far as the BMC tells. Takes up to a minute: BMCs are asked for each part.")
    @GetMapping("/inventory")
    @Tells(InventoryDocument.class)
    ResponseEntity<String> inventory(@PathVariable String id) {
        return http(answers.inventory(id));
    }

    @Operation(summary = "Reads what is in the BMC's virtual CD drive")
    @GetMapping("/media")
    @Tells(MediaDocument.class)
    ResponseEntity<String> media(@PathVariable String id) {
        return http(answers.media(id));
    }

    static ResponseEntity<String> http(Reply reply) {
        return ResponseEntity.status(reply.status())
                .contentType(MediaType.parseMediaType(reply.type()))
                .body(reply.body());
    }
}
