package io.rackledger.eventlog.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every type and version has its JSON Schema in docs/schemas, and every record that was ever written keeps it. */
final class WireSchemasTest {
    private static final Path FOLDER = KeptDocument.DOCS.resolve("schemas");
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final Map<String, Schema> schemas = new TreeMap<>();

    @Test
    void keepsTheSchemaOfEveryTypeInDocs() throws IOException {
        WireSchemas generator = new WireSchemas();
        Set<String> present = new TreeSet<>();
        for (WireType<?> type : WireFamilies.types()) {
            String name = type.wireName() + ".json";
            String text = WireJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(generator.of(type));
            KeptDocument.check("schemas/" + name, text + "\n", WireSchemasTest.class);
            present.add(name);
        }
        Set<String> kept;
        try (Stream<Path> files = Files.list(FOLDER)) {
            kept = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        assertThat(kept).as("older versions stay, present ones are all there").containsAll(present);
        kept.removeAll(present);
        assertThat(kept)
                .as("a schema that is no type's present version must be of an older version of one")
                .allMatch(WireFamilies::isOlderVersion);
    }

    @Test
    void acceptsEveryGoldenRecord() throws IOException {
        int checked = 0;
        for (CloudEventData each : CloudEventData.ofAllGoldenFiles()) {
            assertThat(errors(each.type(), each.data())).as(each.file()).isEmpty();
            checked++;
        }
        assertThat(checked).isGreaterThan(WireFamilies.types().size());
    }

    @Test
    void refusesAGoldenRecordThatLacksAnyRequiredField() throws IOException {
        for (CloudEventData each : CloudEventData.ofAllGoldenFiles()) {
            for (JsonNode required : schema(each.type()).getSchemaNode().path("required")) {
                ObjectNode less = each.data().deepCopy();
                less.remove(required.stringValue());
                assertThat(errors(each.type(), less))
                        .as("%s without %s", each.file(), required)
                        .singleElement()
                        .satisfies(error -> assertThat(error.getKeyword()).isEqualTo("required"));
            }
        }
    }

    @Test
    void refusesAValueOfAnotherTypeAtAnyDepth() throws IOException {
        for (CloudEventData each : CloudEventData.ofAllGoldenFiles()) {
            for (ObjectNode wrong : Mutants.withOneWrongValue(each.data())) {
                assertThat(errors(each.type(), wrong))
                        .as("%s as %s", each.file(), wrong)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void allowsFieldsThatItDoesNotKnowAtAnyDepth() throws IOException {
        for (CloudEventData each : CloudEventData.ofAllGoldenFiles()) {
            assertThat(errors(each.type(), Mutants.withUnknownFields(each.data())))
                    .as(each.file())
                    .isEmpty();
        }
    }

    private List<Error> errors(String type, JsonNode data) {
        return schema(type)
                .validate(data, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private Schema schema(String type) {
        return schemas.computeIfAbsent(type, name -> {
            try {
                return REGISTRY.getSchema(Files.readString(FOLDER.resolve(name + ".json")));
            } catch (IOException e) {
                throw new IllegalStateException("no schema of " + name, e);
            }
        });
    }
}
