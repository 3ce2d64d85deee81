package io.rackledger.launcher.client;

import io.rackledger.core.identity.Text;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Prints answers as the user asked. JSON and YAML are the engine's answer as it is; their writers escape control characters. */
public final class Printer {
    private static final String GAP = "  ";

    private final PrintWriter out;
    private final Output output;

    Printer(PrintWriter out, Output output) {
        this.out = out;
        this.output = output;
    }

    /** A list: {@code rows} is the array within the answer. */
    public void list(JsonNode answer, JsonNode rows, List<Column> columns) {
        if (output == Output.table) {
            table(rows, columns);
        } else {
            document(answer);
        }
    }

    /** One thing: as a table, name and value a line each, nested ones by their path. */
    public void one(JsonNode answer) {
        if (output == Output.table) {
            fields("", answer);
        } else {
            document(answer);
        }
        out.flush();
    }

    /**
     * The same, but a table begins with the headline, where there is one.
     *
     * @param headline a text of the answer, or nothing
     */
    void one(JsonNode answer, JsonNode headline) {
        String words = headline.asString("");
        if (output == Output.table && !words.isEmpty()) {
            line(words);
        }
        one(answer);
    }

    /** A line of text, printable. */
    public void line(String words) {
        out.println(Text.printable(words));
        out.flush();
    }

    private void document(JsonNode answer) {
        String text = output == Output.yaml
                ? YAMLMapper.shared().writeValueAsString(answer)
                : JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(answer);
        out.println(text.stripTrailing());
        out.flush();
    }

    private void table(JsonNode rows, List<Column> columns) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(columns.stream().map(Column::title).toList());
        rows.forEach(
                row -> cells.add(columns.stream().map(column -> column.of(row)).toList()));
        int[] widths = new int[columns.size()];
        for (List<String> row : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : cells) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i))
                        .repeat(' ', widths[i] - row.get(i).length())
                        .append(GAP);
            }
            out.println(line.toString().stripTrailing());
        }
        out.flush();
    }

    private void fields(String path, JsonNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject()) {
                fields(name, value);
            } else if (value.isArray() && value.path(0).isObject()) {
                for (int i = 0; i < value.size(); i++) {
                    fields(name + "[" + i + "]", value.path(i));
                }
            } else if (!value.isNull()) {
                out.println(name + ": " + Text.printable(value.isArray() ? value.toString() : value.asString("")));
            }
        }
    }
}
