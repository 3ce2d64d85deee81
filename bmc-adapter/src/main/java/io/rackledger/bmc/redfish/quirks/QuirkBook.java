package io.rackledger.bmc.redfish.quirks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Finds the quirks of a BMC: those of every maker, then of the family, then of the model. A file with a wrong key or type fails at once. */
public final class QuirkBook {
    /** The files, which lie in {@code quirks} beside the package. */
    public static final List<String> FAMILIES =
            List.of("ami-megarac", "cisco-imc", "dell-idrac", "hpe-ilo", "nokia", "supermicro");

    private static final String FOLDER = "/io/rackledger/bmc/quirks/";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();
    private static final Family EVERY = read("generic");
    private static final Map<String, Family> BOOK = readAll();

    /** Of a BMC whose maker has no file. */
    public static final Quirks GENERIC = quirks(EVERY.quirks());

    private QuirkBook() {}

    /** Those of this maker's BMC. */
    public static Quirks of(Maker maker) {
        ObjectNode all = (ObjectNode) EVERY.quirks().deepCopy();
        for (Family family : BOOK.values()) {
            if (family.isOf(maker)) {
                lay(family.quirks(), all);
                family.variants().stream()
                        .filter(variant -> variant.matches(maker))
                        .forEach(variant -> lay(variant.quirks(), all));
                break;
            }
        }
        return quirks(all);
    }

    private static void lay(JsonNode over, ObjectNode all) {
        over.properties().forEach(entry -> all.set(entry.getKey(), entry.getValue()));
    }

    private static Quirks quirks(JsonNode all) {
        return JSON.treeToValue(all, Quirks.class);
    }

    private static Map<String, Family> readAll() {
        Map<String, Family> book = new TreeMap<>();
        FAMILIES.forEach(name -> book.put(name, read(name)));
        return book;
    }

    private static Family read(String name) {
        String file = FOLDER + name + ".json";
        try (InputStream json = QuirkBook.class.getResourceAsStream(file)) {
            if (json == null) {
                throw new IllegalStateException("the resource " + file + " is missing");
            }
            return JSON.readValue(json, Family.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + file + " cannot be read", e);
        }
    }
}
