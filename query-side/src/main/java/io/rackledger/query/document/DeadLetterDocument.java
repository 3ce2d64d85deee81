package io.rackledger.query.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * A record that could not be read or projected, or that waits behind one of its node.
 *
 * @param id its topic and place: {@code node-events:3:1207}
 * @param kind {@code unreadable}, {@code inapplicable}, {@code gap}, {@code refused} or {@code behind}
 * @param key of the record: the node's id, or the subject of a signal
 * @param sequence of the record in the node's stream
 * @param types of its events, or of the signal; empty where it cannot be read
 * @param body its events, or the signal, with all fields; absent where it cannot be read, and in lists
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record DeadLetterDocument(
        String id,
        String kind,
        String topic,
        String position,
        String key,
        Optional<String> node,
        Optional<String> name,
        Optional<Long> sequence,
        String types,
        String reason,
        Optional<Object> body) {

    /** Dead letters in the order of the log. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Page(List<DeadLetterDocument> items, Optional<String> next) {}

    /**
     * What became of a retry.
     *
     * @param retried dead letters that were done again, in the order of the log
     * @param remaining those of them that are dead still, or wait behind one that is
     * @param reason why the first of them is dead, or why nothing was done; empty where all went well
     */
    public record Retry(String key, int retried, int remaining, String reason) {}
}
