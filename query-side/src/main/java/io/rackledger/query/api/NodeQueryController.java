package io.rackledger.query.api;

import io.rackledger.query.document.NodeAnswer;
import io.rackledger.query.document.NodeDocument;
import io.rackledger.query.document.NodePage;
import io.rackledger.query.document.Pages;
import io.rackledger.query.document.StoredJson;
import io.rackledger.query.document.TimelinePage;
import io.rackledger.query.filter.NodeFilter;
import io.rackledger.query.filter.NodeOrder;
import io.rackledger.query.reading.QueryDesk;
import io.rackledger.query.reading.Questions;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Nodes, now and at any time before. */
@RestController
@RequestMapping(path = "/api/v1/nodes", produces = MediaType.APPLICATION_JSON_VALUE)
public final class NodeQueryController {
    private final QueryDesk desk;

    public NodeQueryController(QueryDesk desk) {
        this.desk = desk;
    }

    /** A page of nodes. */
    @GetMapping
    NodePage nodes(
            @RequestParam(defaultValue = "") String filter,
            @RequestParam(defaultValue = "name") String sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "true") boolean count) {
        return desk.ask(
                new Questions.Nodes(
                        NodeFilter.parse(filter),
                        NodeOrder.parse(sort),
                        QueryParameters.text(cursor),
                        QueryParameters.limit(limit),
                        count),
                NodePage.class);
    }

    /** One node; with {@code at} as it was at an instant or log position. The ETag is the node's sequence. */
    @GetMapping("/{idOrName}")
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = NodeDocument.class)))
    ResponseEntity<StoredJson> node(
            @PathVariable String idOrName, @RequestParam(required = false) @Nullable String at) {
        Optional<String> moment = QueryParameters.text(at);
        NodeAnswer node = desk.ask(
                moment.isPresent() ? new Questions.NodeAt(idOrName, moment.get()) : new Questions.OneNode(idOrName),
                NodeAnswer.class);
        return ResponseEntity.ok().eTag("\"" + node.sequence() + "\"").body(node.document());
    }

    /** Events and signals of a node in one order; {@code detail=all} brings heartbeats and step output, too. */
    @GetMapping("/{idOrName}/timeline")
    TimelinePage timeline(
            @PathVariable String idOrName,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String attempt,
            @RequestParam(defaultValue = "normal") String detail,
            @RequestParam(defaultValue = "asc") String order,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        return desk.ask(
                new Questions.Timeline(
                        idOrName,
                        QueryParameters.instant("from", from),
                        QueryParameters.instant("to", to),
                        QueryParameters.text(attempt),
                        QueryParameters.oneOf("detail", detail, "normal", "all").equals("all"),
                        QueryParameters.oneOf("order", order, "asc", "desc").equals("desc"),
                        QueryParameters.text(cursor),
                        QueryParameters.limit(limit)),
                TimelinePage.class);
    }

    /** The node's attempts, newest first. */
    @GetMapping("/{idOrName}/attempts")
    Pages.AttemptList attempts(@PathVariable String idOrName) {
        return desk.ask(new Questions.NodeAttempts(idOrName), Pages.AttemptList.class);
    }

    /** The waits that the node has had, newest first. */
    @GetMapping("/{idOrName}/waits")
    Pages.PastWaits waits(@PathVariable String idOrName) {
        return desk.ask(new Questions.NodeWaits(idOrName), Pages.PastWaits.class);
    }
}
