package io.rackledger.eventlog.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Which changes a released schema may undergo without a new version: words, new optional fields, new names at closed lists, new variants.
 * Old records stay valid then, and older programs read the new ones or stop loudly at them. All else breaks one of the two.
 */
final class SchemaEvolution {
    private static final Set<String> WORDS = Set.of("description", "title", "$id", "$schema", "$defs");
    private static final Set<String> COMPARED = Set.of("properties", "required", "enum", "oneOf", "items", "$ref");

    private final JsonNode before;
    private final JsonNode after;
    private final List<String> breaks = new ArrayList<>();

    private SchemaEvolution(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    /** What breaks, a sentence each; empty where the change is compatible. */
    static List<String> breaks(JsonNode before, JsonNode after) {
        SchemaEvolution evolution = new SchemaEvolution(before, after);
        evolution.compare("", before, after);
        return evolution.breaks;
    }

    private void compare(String at, JsonNode oldNode, JsonNode newNode) {
        JsonNode was = resolved(before, oldNode);
        JsonNode is = resolved(after, newNode);
        if (!was.isObject() || !is.isObject()) {
            same(at, was, is);
            return;
        }
        properties(at, was.path("properties"), is.path("properties"));
        same(at + " required", sorted(was.path("required")), sorted(is.path("required")));
        names(at, was.path("enum"), is.path("enum"));
        variants(at, was.path("oneOf"), is.path("oneOf"));
        if (was.has("items") || is.has("items")) {
            compare(at + "[]", was.path("items"), is.path("items"));
        }
        Set<String> others = new TreeSet<>(was.propertyNames());
        others.addAll(is.propertyNames());
        others.removeAll(WORDS);
        others.removeAll(COMPARED);
        others.forEach(keyword -> compare(at + " " + keyword, was.path(keyword), is.path(keyword)));
    }

    private void properties(String at, JsonNode was, JsonNode is) {
        for (Map.Entry<String, JsonNode> field : was.properties()) {
            String place = at + "/" + field.getKey();
            if (is.has(field.getKey())) {
                compare(place, field.getValue(), is.path(field.getKey()));
            } else {
                breaks.add(place + " is gone");
            }
        }
    }

    private void names(String at, JsonNode was, JsonNode is) {
        Set<String> gone = new TreeSet<>(texts(was));
        gone.removeAll(texts(is));
        gone.forEach(name -> breaks.add(at + " '" + name + "' is gone from its list"));
        if (was.isArray() != is.isArray()) {
            breaks.add(at + " is a closed list in one of both only");
        }
    }

    private void variants(String at, JsonNode was, JsonNode is) {
        Map<String, JsonNode> present = byKind(is);
        byKind(was).forEach((kind, variant) -> {
            if (present.get(kind) instanceof JsonNode now) {
                compare(at + "(" + kind + ")", variant, now);
            } else {
                breaks.add(at + " of kind " + kind + " is gone");
            }
        });
        if (was.isArray() != is.isArray()) {
            breaks.add(at + " has kinds in one of both only");
        }
    }

    private void same(String at, Object was, Object is) {
        if (!was.equals(is)) {
            breaks.add(at + " was " + was + " and is " + is);
        }
    }

    private static Map<String, JsonNode> byKind(JsonNode variants) {
        Map<String, JsonNode> byKind = new LinkedHashMap<>();
        variants.forEach(
                variant -> byKind.put(variant.at("/properties/kind/const").stringValue(), variant));
        return byKind;
    }

    private static Set<String> sorted(JsonNode array) {
        return new TreeSet<>(texts(array));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.stringValue()));
        return texts;
    }

    private static JsonNode resolved(JsonNode root, JsonNode node) {
        return node.has("$ref")
                ? root.at(JsonPointer.compile(node.path("$ref").stringValue().substring(1)))
                : node;
    }
}
