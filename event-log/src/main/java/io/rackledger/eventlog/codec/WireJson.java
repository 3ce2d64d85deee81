package io.rackledger.eventlog.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rackledger.core.node.BmcReport;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.WaitDeadlines;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one JSON mapper of the wire. Fields are record components in their order; absent optionals are left out; unknown fields are
 * ignored, missing ones are not; texts of value objects are parsed by the value objects themselves.
 */
final class WireJson {
    static final JsonMapper MAPPER = create();

    private static final int DEEPEST = 32;
    private static final int LONGEST_TEXT = 4 * 1024 * 1024;
    private static final int LONGEST_DOCUMENT = 16 * 1024 * 1024;

    private WireJson() {}

    private static JsonMapper create() {
        StreamReadConstraints bounds = StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxStringLength(LONGEST_TEXT)
                .maxDocumentLength(LONGEST_DOCUMENT)
                .build();
        return JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(bounds).build())
                .addModule(WireTexts.module())
                .addMixIn(WaitDeadlines.class, WireKinds.OfWaitDeadlines.class)
                .addMixIn(BmcReport.class, WireKinds.OfBmcReport.class)
                .addMixIn(PowerOutcome.class, WireKinds.OfPowerOutcome.class)
                .changeDefaultPropertyInclusion(
                        inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }
}
