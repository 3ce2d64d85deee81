package io.rackledger.query.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rackledger.core.node.NodeEvent;
import java.time.Instant;
import java.util.Optional;

/** An event as it is kept with its record; the view {@code node_events} takes it apart by these names. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RecordedEvent(
        String type, String lane, String words, Instant at, Optional<String> attempt, NodeEvent body) {
    /** @param attempt the one that the event belongs to */
    public static RecordedEvent of(NodeEvent event, Optional<String> attempt) {
        return new RecordedEvent(
                EventWords.type(event), EventWords.lane(event), EventWords.words(event), event.at(), attempt, event);
    }
}
