package io.rackledger.launcher.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Our metrics in a scrape, by their base names.
 *
 * @param types as the scrape declares them
 * @param labels without {@code le}
 */
record ScrapedMetrics(Map<String, String> types, Map<String, Set<String>> labels) {
    private static final Pattern TYPE = Pattern.compile("# TYPE (rackledger_\\S+) (\\S+)");
    private static final Pattern SERIES = Pattern.compile("(rackledger_[a-z_]+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    static ScrapedMetrics of(List<String> lines) {
        Map<String, String> types = new TreeMap<>();
        Map<String, Set<String>> labels = new TreeMap<>();
        for (String line : lines) {
            Matcher type = TYPE.matcher(line);
            Matcher series = SERIES.matcher(line);
            if (type.matches() && !type.group(1).endsWith("_seconds_max")) {
                types.put(type.group(1), type.group(2));
            } else if (series.matches()) {
                Set<String> names = labels.computeIfAbsent(base(series.group(1)), _ -> new TreeSet<>());
                if (series.group(2) != null) {
                    LABEL.matcher(series.group(2)).results().forEach(found -> names.add(found.group(1)));
                }
                names.remove("le");
            }
        }
        return new ScrapedMetrics(types, labels);
    }

    /** The name of the metric that a series belongs to. */
    static String base(String series) {
        return series.replaceAll("(?<=_seconds)_(bucket|count|sum|max)$", "");
    }
}
