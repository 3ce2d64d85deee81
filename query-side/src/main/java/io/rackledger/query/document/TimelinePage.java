package io.rackledger.query.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * A piece of a node's timeline.
 *
 * @param clockSkewMs the machine's clock minus ours, when it last told
 * @param next cursor of the next piece, absent at the end
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record TimelinePage(
        String node, String name, Optional<Long> clockSkewMs, List<TimelineEntry> items, Optional<String> next) {}
