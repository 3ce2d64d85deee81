package io.rackledger.command.rest;

import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.Text;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.Protection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Merges a JSON merge patch (RFC 7396) into a node's attributes: null takes a value away, what is absent stays. */
final class Attributes {
    private static final List<String> FIELDS = List.of(
            "name",
            "driver",
            "bmc",
            "bmcCredential",
            "properties",
            "resourceClass",
            "traits",
            "owner",
            "protected",
            "retired");

    private final JsonNode patch;
    private final NodeAttributes old;

    private Attributes(JsonNode patch, NodeAttributes old) {
        this.patch = patch;
        this.old = old;
    }

    static NodeAttributes merge(JsonNode patch, NodeAttributes old) {
        if (!patch.isObject()) {
            throw new FieldFault("", "a merge patch is a JSON object", "send an object with the fields to change");
        }
        for (String field : patch.propertyNames()) {
            if ("ports".equals(field)) {
                throw new FieldFault("ports", "ports are not patched", "use POST and DELETE of /nodes/{id}/ports");
            }
            if (!FIELDS.contains(field)) {
                throw new FieldFault(
                        field, "the field '" + Text.shorten(field) + "' is not known here", "use one of " + FIELDS);
            }
        }
        return new Attributes(patch, old).merged();
    }

    private NodeAttributes merged() {
        return checked(() -> new NodeAttributes(
                text("name", old.name(), ""),
                text("driver", old.driver(), "redfish"),
                bmc(),
                text("bmcCredential", old.bmcCredential(), ""),
                old.ports(),
                properties(),
                text("resourceClass", old.resourceClass(), ""),
                traits(),
                text("owner", old.owner(), ""),
                mark("protected", old.protection()),
                mark("retired", old.retirement())));
    }

    /** Builds attributes; a refusal of the domain names its field in its first word. */
    static NodeAttributes checked(Supplier<NodeAttributes> builder) {
        try {
            return builder.get();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            String first = message.substring(0, Math.max(0, message.indexOf(' ')));
            String field = switch (first) {
                case "resource_class" -> "resourceClass";
                case "bmc_credential" -> "bmcCredential";
                case "trait" -> "traits";
                case "property" -> "properties";
                default -> first;
            };
            return FieldFault.parse(field, () -> {
                throw e;
            });
        }
    }

    private String text(String field, String present, String none) {
        return value(field)
                .map(node -> node.isNull() ? none : string(field, node))
                .orElse(present);
    }

    private Optional<BmcAddress> bmc() {
        Optional<JsonNode> given = value("bmc");
        if (given.isEmpty()) {
            return old.bmc();
        }
        return given.filter(node -> !node.isNull())
                .map(node -> FieldFault.parse("bmc", () -> new BmcAddress(string("bmc", node))));
    }

    private SortedMap<String, String> properties() {
        Optional<JsonNode> given = value("properties");
        SortedMap<String, String> merged = new TreeMap<>(old.properties());
        if (given.isEmpty()) {
            return merged;
        }
        if (given.get().isNull()) {
            return new TreeMap<>();
        }
        for (Map.Entry<String, JsonNode> each : given.get().properties()) {
            if (each.getValue().isNull()) {
                merged.remove(each.getKey());
            } else {
                merged.put(each.getKey(), string("properties." + each.getKey(), each.getValue()));
            }
        }
        return merged;
    }

    private SortedSet<String> traits() {
        Optional<JsonNode> given = value("traits");
        if (given.isEmpty()) {
            return old.traits();
        }
        List<String> traits = new ArrayList<>();
        given.get().forEach(each -> traits.add(string("traits", each)));
        return new TreeSet<>(traits);
    }

    private Protection mark(String field, Protection present) {
        Optional<JsonNode> given = value(field);
        if (given.isEmpty()) {
            return present;
        }
        JsonNode mark = given.get();
        if (mark.isNull()) {
            return Protection.NONE;
        }
        if (mark.isBoolean()) {
            return new Protection(mark.asBoolean(), "");
        }
        if (!mark.isObject()) {
            throw new FieldFault(
                    field, field + " is neither a boolean nor an object", "use {\"on\": true, \"reason\": \"...\"}");
        }
        return new Protection(
                mark.path("on").asBoolean(true), mark.path("reason").asString(""));
    }

    private Optional<JsonNode> value(String field) {
        return Optional.ofNullable(patch.get(field));
    }

    private static String string(String field, JsonNode node) {
        if (!node.isValueNode() || node.isNull()) {
            throw new FieldFault(field, field + " is not a text", "give a JSON string");
        }
        return node.asString();
    }
}
