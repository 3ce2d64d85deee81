package io.rackledger.eventlog.codec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schemas of the data of wire types, as {@link WireJson} writes them: components in their order, optional ones not required,
 * further fields allowed.
 */
final class WireSchemas {
    private static final JsonMapper MAPPER = WireJson.MAPPER;
    private static final Map<Class<? extends Enum<?>>, Function<Enum<?>, String>> ENUMS = WireTexts.enums();

    private final WireDocs docs = new WireDocs();

    /** The schema of one type in its present version. */
    ObjectNode of(WireType<?> type) {
        ObjectNode schema = MAPPER.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:rackledger:schema:" + type.wireName());
        schema.put("title", type.wireName());
        SortedMap<String, ObjectNode> definitions = new TreeMap<>();
        object(schema, type.javaType(), definitions);
        if (!definitions.isEmpty()) {
            ObjectNode defs = schema.putObject("$defs");
            definitions.forEach(defs::set);
        }
        return schema;
    }

    private void object(ObjectNode schema, Class<?> type, SortedMap<String, ObjectNode> definitions) {
        describe(schema, docs.of(type));
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = MAPPER.createArrayNode();
        for (RecordComponent component : type.getRecordComponents()) {
            Type of = component.getGenericType();
            boolean optional = raw(of) == Optional.class;
            ObjectNode property = value(optional ? argument(of, 0) : of, definitions);
            describe(property, docs.of(type, component.getName()));
            properties.set(component.getName(), property);
            if (!optional) {
                required.add(component.getName());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
    }

    private ObjectNode value(Type type, SortedMap<String, ObjectNode> definitions) {
        Class<?> raw = raw(type);
        if (raw == List.class || raw == SortedSet.class) {
            ObjectNode array = MAPPER.createObjectNode().put("type", "array");
            array.set("items", value(argument(type, 0), definitions));
            return raw == SortedSet.class ? array.put("uniqueItems", true) : array;
        }
        if (raw == SortedMap.class) {
            ObjectNode map = MAPPER.createObjectNode().put("type", "object");
            map.set("additionalProperties", value(argument(type, 1), definitions));
            return map;
        }
        return WireScalars.schema(raw).orElseGet(() -> reference(raw, definitions));
    }

    private ObjectNode reference(Class<?> type, SortedMap<String, ObjectNode> definitions) {
        String name = type.getSimpleName();
        if (!definitions.containsKey(name)) {
            ObjectNode definition = MAPPER.createObjectNode();
            definitions.put(name, definition);
            define(definition, type, definitions);
        }
        return MAPPER.createObjectNode().put("$ref", "#/$defs/" + name);
    }

    private void define(ObjectNode definition, Class<?> type, SortedMap<String, ObjectNode> definitions) {
        Function<Enum<?>, String> names = ENUMS.get(type);
        if (names != null) {
            describe(definition, docs.of(type));
            definition.put("type", "string");
            ArrayNode constants = definition.putArray("enum");
            for (Object constant : type.getEnumConstants()) {
                constants.add(names.apply((Enum<?>) constant));
            }
        } else if (type.isSealed()) {
            variants(definition, type, definitions);
        } else if (type.isRecord()) {
            object(definition, type, definitions);
        } else {
            throw new IllegalArgumentException(type + " stands in an event, but no schema is known for it");
        }
    }

    private void variants(ObjectNode definition, Class<?> type, SortedMap<String, ObjectNode> definitions) {
        describe(definition, docs.of(type));
        ArrayNode any = definition.putArray("oneOf");
        Class<?> mixIn = MAPPER.serializationConfig().findMixInClassFor(type);
        for (JsonSubTypes.Type variant : mixIn.getAnnotation(JsonSubTypes.class).value()) {
            ObjectNode schema = any.addObject();
            object(schema, variant.value(), definitions);
            ObjectNode properties = MAPPER.createObjectNode();
            properties.putObject("kind").put("const", variant.name());
            properties.setAll((ObjectNode) schema.path("properties"));
            schema.set("properties", properties);
            ((ArrayNode) schema.withArray("required")).insert(0, "kind");
        }
    }

    private static void describe(ObjectNode schema, String words) {
        if (!words.isEmpty()) {
            schema.put("description", words);
        }
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType parameterized -> (Class<?>) parameterized.getRawType();
            default -> throw new IllegalArgumentException(type + " cannot stand in an event");
        };
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
