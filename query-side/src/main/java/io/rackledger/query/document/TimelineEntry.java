package io.rackledger.query.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened to a node: a decided event, or a signal of it.
 *
 * @param kind {@code event} or {@code signal}
 * @param at our clock
 * @param nodeClock the machine's own clock, where it told
 * @param skewMs the machine's clock minus ours
 * @param words one sentence
 * @param position in node-events or signals, by kind
 * @param sequence of the record, for events
 * @param index within the record, for events
 * @param signal id of the signal, for signals
 * @param adopted whether the signal is older than the node's claim to the MAC address
 * @param body all fields
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record TimelineEntry(
        String kind,
        String type,
        String lane,
        Instant at,
        Optional<Instant> nodeClock,
        Optional<Long> skewMs,
        String words,
        String position,
        Optional<Long> sequence,
        Optional<Integer> index,
        Optional<String> signal,
        Optional<String> source,
        Optional<String> actor,
        Optional<String> command,
        Optional<String> causation,
        Optional<String> correlation,
        Optional<String> attempt,
        Optional<String> stage,
        boolean adopted,
        Map<String, Object> body) {}
