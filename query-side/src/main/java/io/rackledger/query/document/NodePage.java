package io.rackledger.query.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/**
 * A page of nodes.
 *
 * @param items each a {@link NodeSummary}
 *
 * @param next cursor of the next page, absent on the last one
 * @param count of all nodes that pass the filter, where it was asked for
 * @param asOf log vector that the rows cover at least; the live stream goes on from here
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record NodePage(
        @ArraySchema(schema = @Schema(implementation = NodeSummary.class))
        List<StoredJson> items,

        Optional<String> next,
        Optional<Long> count,
        String asOf) {}
