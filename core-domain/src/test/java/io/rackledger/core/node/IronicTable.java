package io.rackledger.core.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The reference file ironic-states.tsv: extracted from Ironic's own state machine, kept as it came. */
final class IronicTable {
    /** A line of the file. */
    record Row(ProvisionState state, String kind, List<Edge> edges) {}

    /** One of its 93 edges. */
    record Edge(ProvisionState from, Trigger trigger, ProvisionState to) {
        @Override
        public String toString() {
            return from + " " + trigger.name().toLowerCase(Locale.ROOT) + ">" + to;
        }
    }

    private IronicTable() {}

    static List<Row> rows() {
        return text().lines().skip(1).map(IronicTable::row).toList();
    }

    static List<Edge> edges() {
        return rows().stream().flatMap(row -> row.edges().stream()).toList();
    }

    private static Row row(String line) {
        List<String> cells = List.of(line.split("\t"));
        ProvisionState state = ProvisionState.parse(cells.get(0));
        return new Row(state, cells.get(1), edges(state, cells.get(7)));
    }

    /** Targets hold blanks ("clean wait"), so an edge begins at each word with a '>'. */
    private static List<Edge> edges(ProvisionState from, String cell) {
        List<Edge> edges = new ArrayList<>();
        for (String part : cell.split(" (?=[a-z]+>)")) {
            int arrow = part.indexOf('>');
            edges.add(new Edge(
                    from,
                    Trigger.valueOf(part.substring(0, arrow).toUpperCase(Locale.ROOT)),
                    ProvisionState.parse(part.substring(arrow + 1))));
        }
        return edges;
    }

    private static String text() {
        try (InputStream in = IronicTable.class.getResourceAsStream("ironic-states.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
