package io.rackledger.query.api;

import io.rackledger.core.door.LogTopic;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.query.document.DeadLetterDocument;
import io.rackledger.query.document.HashDocument;
import io.rackledger.query.document.QueryProblem;
import io.rackledger.query.document.RebuildDocument;
import io.rackledger.query.document.Wire;
import io.rackledger.query.reading.QueryDesk;
import io.rackledger.query.reading.Questions;
import io.rackledger.query.upkeep.Upkeep;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Dead letters and rebuilds of the projections. Nothing here changes a node: the rows are made again from the log. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
public final class UpkeepController {
    private final QueryDesk desk;
    private final Upkeep upkeep;

    public UpkeepController(QueryDesk desk, Upkeep upkeep) {
        this.desk = desk;
        this.upkeep = upkeep;
    }

    /** Records that could not be projected, and those that wait behind one of their node, in the order of the log. */
    @GetMapping("/dead-letters")
    DeadLetterDocument.Page deadLetters(
            @RequestParam(required = false) @Nullable String node,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        return desk.ask(
                new Questions.DeadLetters(
                        QueryParameters.text(node), QueryParameters.text(cursor), QueryParameters.limit(limit)),
                DeadLetterDocument.Page.class);
    }

    /** One dead letter with its content. */
    @GetMapping("/dead-letters/{id}")
    DeadLetterDocument deadLetter(@PathVariable String id) {
        return desk.ask(question(id), DeadLetterDocument.class);
    }

    /** Does it again, with all of its node, in the order of the log; those that are still dead stay, with a new reason. */
    @PostMapping("/dead-letters/{id}/retry")
    DeadLetterDocument.Retry retry(@PathVariable String id) {
        return upkeep.retry(desk.ask(question(id), DeadLetterDocument.class).key());
    }

    /** Does all dead letters of a node again, in the order of the log. */
    @PostMapping("/dead-letters/retry")
    DeadLetterDocument.Retry retryNode(@RequestParam String node) {
        return upkeep.retry(desk.ask(new Questions.DeadLetterKey(node), String.class));
    }

    /** How the newest rebuild stands. */
    @GetMapping("/projections/rebuild")
    RebuildDocument rebuild() {
        return desk.ask(new Questions.Rebuild(), RebuildDocument.class);
    }

    /** Fills the projections anew beside the live ones, which answer until the new ones take their place; one under way goes on. */
    @PostMapping("/projections/rebuild")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RebuildDocument beginRebuild() {
        upkeep.rebuild();
        return rebuild();
    }

    /** Gives up the rebuild that is under way. */
    @DeleteMapping("/projections/rebuild")
    RebuildDocument cancelRebuild() {
        upkeep.cancelRebuild();
        return rebuild();
    }

    /** A digest of all rows, to compare databases that stand at the same places of the same log; reads everything. */
    @GetMapping("/projections/hash")
    HashDocument hash() {
        return desk.ask(new Questions.Hash(), HashDocument.class);
    }

    private static Questions.OneDeadLetter question(String id) {
        int colon = id.indexOf(':');
        return Arrays.stream(LogTopic.values())
                .filter(topic -> colon > 0 && Wire.of(topic).equals(id.substring(0, colon)))
                .findFirst()
                .map(topic -> new Questions.OneDeadLetter(topic, position(id.substring(colon + 1))))
                .orElseThrow(UpkeepController::badId);
    }

    private static LogPosition position(String text) {
        return QueryParameters.parse("id", text, LogPosition::parse, "an id such as node-events:3:1207");
    }

    private static QueryProblem badId() {
        return QueryProblem.badParameter(
                "BAD_PARAMETER",
                "id",
                "this is no id of a dead letter",
                "use one of GET /api/v1/dead-letters, such as node-events:3:1207");
    }
}
