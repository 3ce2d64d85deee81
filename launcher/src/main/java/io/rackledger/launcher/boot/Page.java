package io.rackledger.launcher.boot;

import io.rackledger.launcher.client.Printer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A page of text for a terminal: lines, and names with their values in two columns. */
final class Page {
    private static final int NAME = 14;

    private final Printer out;

    Page(Printer out) {
        this.out = out;
    }

    void line(String words) {
        out.line(words);
    }

    /** A name and its value; nothing where there is no value. */
    void field(String name, String value) {
        if (!value.isEmpty()) {
            out.line("  " + padded(name, NAME) + value);
        }
    }

    /** The text, and blanks up to the width; at least one. */
    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    /** An instant to the second, as tables show it; nothing where there is none. */
    static String time(JsonNode instant) {
        return instant.asString("").replaceAll("(\\.[0-9]+)?Z$", "").replace('T', ' ');
    }

    /** The texts of an array, with commas. */
    static String list(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asString("")));
        return String.join(", ", texts);
    }
}
