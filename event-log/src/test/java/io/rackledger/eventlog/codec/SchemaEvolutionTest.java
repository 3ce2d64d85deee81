package io.rackledger.eventlog.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The judge of schema changes lets pass what old and new programs can live with, and nothing else. */
final class SchemaEvolutionTest {
    private static final ObjectNode BEFORE = schema("node.wait-started");

    @Test
    void allowsWhatOldRecordsAndOldProgramsCanLiveWith() {
        assertThat(breaks(after -> {})).isEmpty();
        assertThat(breaks(after -> after.put("description", "other words"))).isEmpty();
        assertThat(breaks(after -> properties(after, "Wait").putObject("room").put("type", "string")))
                .isEmpty();
        assertThat(breaks(after -> ((ArrayNode) after.at("/$defs/OnExpiry/enum")).add("repair")))
                .isEmpty();
        assertThat(breaks(after -> {
                    ArrayNode kinds = (ArrayNode) after.at("/$defs/WaitDeadlines/oneOf");
                    ObjectNode variant = (ObjectNode) kinds.get(0).deepCopy();
                    ((ObjectNode) variant.at("/properties/kind")).put("const", "none");
                    kinds.add(variant);
                }))
                .isEmpty();
    }

    @Test
    void allowsThatAJavaTypeIsRenamed() {
        assertThat(breaks(after -> {
                    ObjectNode definitions = (ObjectNode) after.path("$defs");
                    definitions.set("Waiting", definitions.remove("Wait"));
                    ((ObjectNode) after.at("/properties/waiting")).put("$ref", "#/$defs/Waiting");
                }))
                .isEmpty();
    }

    @Test
    void refusesAFieldThatIsGoneOrRenamed() {
        assertBreak(after -> properties(after, "Wait").remove("what"), "/waiting/what is gone");
    }

    @Test
    void refusesAFieldThatBecomesRequiredOrOptional() {
        assertBreak(after -> ((ArrayNode) after.path("required")).add("room"), "required was");
        assertBreak(after -> ((ArrayNode) after.path("required")).remove(0), "required was");
    }

    @Test
    void refusesAnotherTypeAnotherPatternAndAnotherBound() {
        assertBreak(after -> ((ObjectNode) after.at("/properties/at")).put("format", "date"), "/at format was");
        assertBreak(
                after -> ((ObjectNode) properties(after, "Wait").path("what")).put("type", "integer"), "/what type");
        assertBreak(after -> ((ObjectNode) properties(after, "Wait").path("id")).put("minimum", 2), "/id minimum");
        assertBreak(
                after -> ((ObjectNode) properties(after, "Wait").path("what")).put("maxLength", 9), "/what maxLength");
    }

    @Test
    void refusesANameOrAKindThatIsGone() {
        assertBreak(after -> ((ArrayNode) after.at("/$defs/OnExpiry/enum")).remove(0), "'fail' is gone from its list");
        assertBreak(after -> ((ArrayNode) after.at("/$defs/WaitDeadlines/oneOf")).remove(1), "kind paused is gone");
    }

    private static List<String> breaks(Consumer<ObjectNode> change) {
        ObjectNode after = BEFORE.deepCopy();
        change.accept(after);
        return SchemaEvolution.breaks(BEFORE, after);
    }

    private static void assertBreak(Consumer<ObjectNode> change, String told) {
        assertThat(breaks(change)).singleElement().asString().contains(told);
    }

    private static ObjectNode properties(ObjectNode schema, String definition) {
        return (ObjectNode) schema.path("$defs").path(definition).path("properties");
    }

    private static ObjectNode schema(String wireName) {
        WireType<?> type = WireFamilies.types().stream()
                .filter(each -> each.name().equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(wireName + " has no wire type"));
        return new WireSchemas().of(type);
    }
}
