package io.rackledger.query.api;

import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.query.document.AttemptStory;
import io.rackledger.query.document.AttemptView;
import io.rackledger.query.document.Pages;
import io.rackledger.query.document.ProjectionHealth;
import io.rackledger.query.filter.NodeFilter;
import io.rackledger.query.filter.NodeOrder;
import io.rackledger.query.reading.QueryDesk;
import io.rackledger.query.reading.Questions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Views across nodes: waits, failures, attempts, artifacts, and the health of the projections. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
public final class ViewController {
    private final QueryDesk desk;

    public ViewController(QueryDesk desk) {
        this.desk = desk;
    }

    /** Nodes that wait now, the nearest deadline first. */
    @GetMapping("/waits")
    Pages.WaitingPage waiting(
            @RequestParam(defaultValue = "") String filter,
            @RequestParam(defaultValue = "deadline") String sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "true") boolean count) {
        return desk.ask(
                new Questions.Waiting(
                        NodeFilter.parse(filter),
                        NodeOrder.parse(sort),
                        QueryParameters.text(cursor),
                        QueryParameters.limit(limit),
                        count),
                Pages.WaitingPage.class);
    }

    /** Failed attempts, newest first. */
    @GetMapping("/failures")
    Pages.FailurePage failures(
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String node,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        return desk.ask(
                new Questions.Failures(
                        QueryParameters.text(code),
                        QueryParameters.text(category),
                        QueryParameters.text(node),
                        QueryParameters.instant("since", since),
                        QueryParameters.text(cursor),
                        QueryParameters.limit(limit)),
                Pages.FailurePage.class);
    }

    /** One attempt with its phases. */
    @GetMapping("/attempts/{id}")
    AttemptView attempt(@PathVariable String id) {
        return desk.ask(new Questions.OneAttempt(id), AttemptView.class);
    }

    /** What became of one attempt: the sentence, the links, the evidence. */
    @GetMapping("/attempts/{id}/story")
    AttemptStory story(@PathVariable String id) {
        return desk.ask(new Questions.Story(id), AttemptStory.class);
    }

    /** Where something was served, newest first. */
    @GetMapping("/artifacts")
    Pages.ServedPage artifacts(
            @RequestParam String digest,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        Digest checked = QueryParameters.parse("digest", digest, Digest::new, "sha256: and 64 hex digits");
        return desk.ask(
                new Questions.Served(checked.value(), QueryParameters.text(cursor), QueryParameters.limit(limit)),
                Pages.ServedPage.class);
    }

    /** What the machine of a MAC address asked for, newest first; also while no node has it. */
    @GetMapping("/macs/{mac}/requests")
    Pages.RequestPage requests(
            @PathVariable String mac,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        MacAddress checked = QueryParameters.parse("mac", mac, MacAddress::parse, "one such as 52:54:00:12:34:56");
        return desk.ask(
                new Questions.MacRequests(checked, QueryParameters.text(cursor), QueryParameters.limit(limit)),
                Pages.RequestPage.class);
    }

    /** How far the projections are, and what could not be projected. */
    @GetMapping("/projections")
    ProjectionHealth projections() {
        return desk.ask(new Questions.Health(), ProjectionHealth.class);
    }
}
