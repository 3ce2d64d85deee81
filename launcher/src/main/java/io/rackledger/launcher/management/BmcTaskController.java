package io.rackledger.launcher.management;

import io.rackledger.core.identity.Text;
import io.rackledger.launcher.contract.Tells;
import io.rackledger.launcher.management.BmcDocuments.MediaDocument;
import io.rackledger.launcher.management.BmcDocuments.RestartDocument;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is done at a node's BMC on which no state of the node depends. Each stands in the node's timeline, with who asked, before it is done. */
@RestController
@Tag(name = "bmc")
@RequestMapping(path = "/api/v1/nodes/{id}/bmc", produces = MediaType.APPLICATION_JSON_VALUE)
public final class BmcTaskController {
    private static final String ACTOR = "X-Rackledger-Actor";
    private static final String ANONYMOUS = "anonymous";
    private static final int LONGEST_ACTOR = 110;

    private final BmcAnswers answers;

    public BmcTaskController(BmcAnswers answers) {
        this.answers = answers;
    }

    /** @param image address of an ISO image that the BMC itself can reach */
    record MediaRequest(@Nullable String image) {}

    @Operation(
            summary = "Puts an image into the BMC's virtual CD drive",
            description = "In place of any other; read back. Takes up to a minute. With IPMI it is BMC_UNSUPPORTED.")
    @PostMapping(path = "/media", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Tells(MediaDocument.class)
    ResponseEntity<String> insert(
            @PathVariable String id,
            @RequestBody MediaRequest wanted,
            @RequestHeader(name = ACTOR, defaultValue = ANONYMOUS) String actor) {
        return BmcController.http(answers.insertMedia(id, wanted.image(), operator(actor)));
    }

    @Operation(
            summary = "Takes out what is in the BMC's virtual CD drive",
            description = "Well where nothing is in it.")
    @DeleteMapping("/media")
    @Tells(MediaDocument.class)
    ResponseEntity<String> eject(
            @PathVariable String id, @RequestHeader(name = ACTOR, defaultValue = ANONYMOUS) String actor) {
        return BmcController.http(answers.ejectMedia(id, operator(actor)));
    }

    @Operation(
            summary = "Restarts the BMC itself",
            description = "The machine goes on. The BMC is away for a minute or more then.")
    @PostMapping("/restart")
    @Tells(RestartDocument.class)
    ResponseEntity<String> restart(
            @PathVariable String id, @RequestHeader(name = ACTOR, defaultValue = ANONYMOUS) String actor) {
        return BmcController.http(answers.restart(id, operator(actor)));
    }

    private static String operator(String actor) {
        return "operator:" + Text.bounded(actor, LONGEST_ACTOR);
    }
}
