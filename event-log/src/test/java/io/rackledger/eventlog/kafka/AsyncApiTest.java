package io.rackledger.eventlog.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.rackledger.eventlog.codec.GoldenFiles;
import io.rackledger.eventlog.codec.KeptDocument;
import io.rackledger.eventlog.codec.WireFamilies;
import io.rackledger.eventlog.codec.WireRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** The log's AsyncAPI document is the one in git, is valid, and says of headers and batches what is really written. */
final class AsyncApiTest {
    private static final String BASE = "https://log.test/";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();
    private static final ObjectNode DOCUMENT = JSON.valueToTree(AsyncApiDocument.build());

    @Test
    void documentInGitIsTheGeneratedOne() throws IOException {
        KeptDocument.check("asyncapi.yaml", YAML.writeValueAsString(DOCUMENT), AsyncApiTest.class);
        JsonNode read = YAML.readTree(Files.readString(KeptDocument.DOCS.resolve("asyncapi.yaml")));
        assertThat(read.toPrettyString()).isEqualTo(DOCUMENT.toPrettyString());
    }

    @Test
    void keepsTheSpecification() throws IOException {
        assertThat(specification().validate(DOCUMENT)).isEmpty();
    }

    @Test
    void wouldBeRefusedBySpecificationWithAnOperationThatDoesNothing() throws IOException {
        ObjectNode wrong = DOCUMENT.deepCopy();
        ((ObjectNode) wrong.at("/operations/commandSendsClaims")).put("action", "think");
        assertThat(specification().validate(wrong)).isNotEmpty();
    }

    @Test
    void refersToNothingThatIsNotThere() throws IOException {
        List<String> references = DOCUMENT.findValuesAsString("$ref");
        assertThat(references).hasSizeGreaterThan(2 * WireFamilies.namesOf("").size());
        for (String reference : references) {
            if (reference.startsWith("#/")) {
                assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse();
            } else {
                assertThat(KeptDocument.DOCS.resolve(reference)).exists();
            }
        }
    }

    @Test
    void namesEveryTypeOfTheWireOnce() {
        assertThat(DOCUMENT.at("/components/messages").propertyNames()).containsAll(WireFamilies.namesOf(""));
        List<String> told = new ArrayList<>();
        DOCUMENT.path("channels")
                .forEach(channel -> told.addAll(channel.path("messages").propertyNames()));
        assertThat(told).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(told))
                .isEqualTo(new TreeSet<>(DOCUMENT.at("/components/messages").propertyNames()));
    }

    @Test
    void describesHeadersAndValueOfEveryGoldenRecord() throws IOException {
        for (Path file : GoldenFiles.all("")) {
            if (file.toString().endsWith(".json")) {
                WireRecord record = GoldenFiles.read(file);
                String message = record.headers().getOrDefault("ce_type", "node-events-batch");
                ObjectNode headers = JSON.valueToTree(record.headers());
                assertThat(errors(message, "headers", headers))
                        .as(file.toString())
                        .isEmpty();
                JsonNode value = JSON.readTree(record.value());
                assertThat(errors(message, "payload", value))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void refusesARecordThatLacksAnAttributeOrIsOfAnotherType() throws IOException {
        WireRecord record = GoldenFiles.read(
                GoldenFiles.all("io.rackledger.node.port-added").getFirst());
        String message = "io.rackledger.node.port-added.v1";
        ObjectNode headers = JSON.valueToTree(record.headers());
        headers.remove("ce_sequence");
        assertThat(errors(message, "headers", headers)).isNotEmpty();
        assertThat(errors("io.rackledger.node.port-removed.v1", "headers", JSON.valueToTree(record.headers())))
                .isNotEmpty();
        JsonNode batch = JSON.readTree(
                GoldenFiles.read(GoldenFiles.all("batch.v1").getFirst()).value());
        ((ObjectNode) batch.get(1).path("data")).remove("at");
        assertThat(errors("node-events-batch", "payload", batch)).isNotEmpty();
    }

    private static List<Error> errors(String message, String part, JsonNode instance) throws IOException {
        ObjectNode whole = DOCUMENT.deepCopy();
        whole.putArray("allOf").addObject().put("$ref", "#/components/messages/" + message + "/" + part);
        Map<String, String> files = new HashMap<>();
        try (Stream<Path> schemas = Files.list(KeptDocument.DOCS.resolve("schemas"))) {
            for (Path schema : schemas.toList()) {
                files.put(BASE + "schemas/" + schema.getFileName(), Files.readString(schema));
            }
        }
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(files));
        return registry.getSchema(SchemaLocation.of(BASE + "asyncapi.json"), whole)
                .validate(instance);
    }

    private static Schema specification() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(AsyncApiTest.class.getResourceAsStream("/asyncapi/asyncapi-3.0.0.json"))) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(text);
        }
    }
}
