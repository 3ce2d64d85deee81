package io.rackledger.launcher.client;

import io.rackledger.core.identity.Text;
import tools.jackson.databind.JsonNode;

/**
 * A column of a table.
 *
 * @param pointer JSON pointer of its value in a row
 * @param width most characters shown
 */
public record Column(String title, String pointer, int width) {
    public Column(String title, String pointer) {
        this(title, pointer, 60);
    }

    /** What stands in the column, printable and cut to its width. */
    String of(JsonNode row) {
        JsonNode value = row.at(pointer);
        String text = value.isContainer() ? value.toString() : value.asString("");
        String plain = Text.printable(
                text.endsWith("Z") && text.length() > 19 && text.charAt(10) == 'T'
                        ? text.substring(0, 19).replace('T', ' ')
                        : text);
        return plain.length() <= width ? plain : plain.substring(0, width - 1) + "…";
    }
}
