package io.rackledger.launcher.management;

import io.rackledger.launcher.contract.Tells;
import io.rackledger.launcher.management.BmcDocuments.ConsoleDoneDocument;
import io.rackledger.launcher.management.BmcDocuments.HeardDocument;
import io.rackledger.launcher.management.BmcDocuments.OpenedDocument;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A node's serial console. What the machine says is recorded in the node's timeline; what is typed is not, but what the machine echoes is. */
@RestController
@Tag(name = "console")
@RequestMapping(path = "/api/v1/nodes/{id}/bmc/console", produces = MediaType.APPLICATION_JSON_VALUE)
public final class ConsoleController {
    private final BmcAnswers answers;

    public ConsoleController(BmcAnswers answers) {
        this.answers = answers;
    }

    /** @param characters Base64 */
    record TypedRequest(String characters) {}

    @Operation(
            summary = "Opens the serial console, or joins those who have it open here",
            description = "It is closed when nobody has asked for it for 30 s and nothing records it.")
    @PostMapping
    @Tells(OpenedDocument.class)
    ResponseEntity<String> open(@PathVariable String id, @RequestParam(defaultValue = "false") boolean take) {
        return BmcController.http(answers.openConsole(id, take));
    }

    @Operation(
            summary = "Reads what the machine said from a place on",
            description = "Waits so many seconds for something, at most 20. The last 64 KiB are held.")
    @GetMapping
    @Tells(HeardDocument.class)
    ResponseEntity<String> read(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long from,
            @RequestParam(defaultValue = "0") int wait) {
        return BmcController.http(answers.readConsole(id, from, wait));
    }

    @Operation(summary = "Types on the console")
    @PostMapping(path = "/input", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Tells(ConsoleDoneDocument.class)
    ResponseEntity<String> type(@PathVariable String id, @RequestBody TypedRequest typed) {
        return BmcController.http(answers.typeOnConsole(id, typed.characters()));
    }

    @Operation(summary = "Closes the console for all who watch it here")
    @DeleteMapping
    @Tells(ConsoleDoneDocument.class)
    ResponseEntity<String> end(@PathVariable String id) {
        return BmcController.http(answers.endConsole(id));
    }
}
