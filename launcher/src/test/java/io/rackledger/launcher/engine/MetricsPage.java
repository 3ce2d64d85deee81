package io.rackledger.launcher.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of docs/metrics.md. */
record MetricsPage(Map<String, Row> rows) {
    private static final Pattern ROW =
            Pattern.compile("\\| `(rackledger_[a-z_]+)`( \\*)? \\| (\\w+) \\| ([^|]+) \\|.*");

    /** @param late whether it appears only when something first happens */
    record Row(String type, Set<String> labels, boolean late) {}

    static MetricsPage read(Path file) throws IOException {
        Map<String, Row> rows = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<String> labels = Arrays.stream(row.group(4).strip().split(", "))
                        .filter(label -> !label.equals("-"))
                        .collect(Collectors.toCollection(TreeSet::new));
                rows.put(row.group(1), new Row(row.group(3), labels, row.group(2) != null));
            }
        }
        return new MetricsPage(rows);
    }

    Set<String> names() {
        return rows.keySet();
    }

    /** Those that every engine with all roles has. */
    Set<String> always() {
        return rows.keySet().stream().filter(name -> !row(name).late()).collect(Collectors.toSet());
    }

    String type(String name) {
        return row(name).type();
    }

    Set<String> labels(String name) {
        return row(name).labels();
    }

    private Row row(String name) {
        Row row = rows.get(name);
        if (row == null) {
            throw new AssertionError(name + " is not in docs/metrics.md");
        }
        return row;
    }
}
