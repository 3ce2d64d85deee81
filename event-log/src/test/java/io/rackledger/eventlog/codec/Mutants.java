package io.rackledger.eventlog.codec;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changed copies of an event's data. */
final class Mutants {
    private Mutants() {}

    /** One copy for each value that is no object or array, in which that value is an array: no type of the wire is both. */
    static List<ObjectNode> withOneWrongValue(ObjectNode data) {
        List<ObjectNode> mutants = new ArrayList<>();
        for (JsonPointer leaf : leaves(data, JsonPointer.empty())) {
            ObjectNode mutant = data.deepCopy();
            JsonNode parent = mutant.at(leaf.head());
            ArrayNode wrong = WireJson.MAPPER.createArrayNode().add("wrong");
            switch (parent) {
                case ObjectNode object -> object.set(leaf.last().getMatchingProperty(), wrong);
                case ArrayNode array -> array.set(leaf.last().getMatchingIndex(), wrong);
                default -> throw new IllegalStateException(leaf + " has no parent");
            }
            mutants.add(mutant);
        }
        return mutants;
    }

    /** A copy with a further field in every object whose fields are named by its type. */
    static ObjectNode withUnknownFields(ObjectNode data) {
        ObjectNode mutant = data.deepCopy();
        addUnknown(mutant);
        return mutant;
    }

    private static void addUnknown(JsonNode node) {
        node.forEach(Mutants::addUnknown);
        if (node instanceof ObjectNode object) {
            object.put("unknownToYou", "new");
        }
    }

    private static List<JsonPointer> leaves(JsonNode node, JsonPointer at) {
        List<JsonPointer> leaves = new ArrayList<>();
        switch (node) {
            case ObjectNode object ->
                object.properties()
                        .forEach(field -> leaves.addAll(leaves(field.getValue(), at.appendProperty(field.getKey()))));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    leaves.addAll(leaves(array.get(i), at.appendIndex(i)));
                }
            }
            default -> leaves.add(at);
        }
        return leaves;
    }
}
