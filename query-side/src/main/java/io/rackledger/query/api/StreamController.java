package io.rackledger.query.api;

import io.rackledger.query.document.QueryProblem;
import io.rackledger.query.filter.NodeFilter;
import io.rackledger.query.live.LiveStreams;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The live stream. */
@RestController
@RequestMapping("/api/v1/stream")
public final class StreamController {
    private final LiveStreams streams;

    public StreamController(LiveStreams streams) {
        this.streams = streams;
    }

    /**
     * Changes of nodes as server-sent events: {@code node} with the list row after each record, {@code left} when a node leaves the
     * filter. The id of each is a log vector; a client that comes back with Last-Event-ID, or begins with {@code after} (for example
     * {@code asOf} of a page of nodes), gets everything from there, once.
     */
    @GetMapping(path = "/nodes", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> stream(
            @RequestParam(defaultValue = "") String filter,
            @RequestParam(required = false) @Nullable String after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        NodeFilter parsed = NodeFilter.parse(filter);
        parsed.fieldUnknownToStream().ifPresent(field -> {
            throw QueryProblem.badParameter(
                    "BAD_FILTER",
                    "filter",
                    "the stream cannot filter by " + field,
                    "leave it out, or ask GET /api/v1/nodes");
        });
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .body(streams.open(
                        parsed,
                        QueryParameters.vector("Last-Event-ID", lastEventId)
                                .or(() -> QueryParameters.vector("after", after))));
    }
}
