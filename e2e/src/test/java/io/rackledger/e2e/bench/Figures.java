package io.rackledger.e2e.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that one benchmark measured. Closing it writes {@code e2e/target/bench/<bench>.json}, prints the rows, and, with the system property
 * {@code rackledger.bench.publish=true}, puts them in the place of their predecessors in docs/benchmarks.json and docs/benchmarks.md; rows of other benchmarks stay.
 */
final class Figures implements AutoCloseable {
    static final String PUBLISH = "rackledger.bench.publish";

    private final Class<?> bench;
    private final List<Figure> rows = new ArrayList<>();

    private Figures(Class<?> bench) {
        this.bench = bench;
    }

    /** @param bench the test class; its simple name is the first half of the rows' ids and of the command that runs it again */
    static Figures of(Class<?> bench) {
        return new Figures(bench);
    }

    static Path root() {
        return Path.of(System.getProperty("rackledger.root", "."))
                .toAbsolutePath()
                .normalize();
    }

    static Path json(Path root) {
        return root.resolve("docs/benchmarks.json");
    }

    static Path markdown(Path root) {
        return root.resolve("docs/benchmarks.md");
    }

    /** Keeps a row, with the load of the machine as it is now. */
    synchronized void add(Figure row) {
        if (row.misses() && row.why().isEmpty()) {
            throw new IllegalArgumentException("row " + row.id() + " misses its aim without saying why");
        }
        Figure stamped = row.stamped(
                bench.getSimpleName(),
                "mvn -B -ntp -Pbench -pl e2e -am verify -Dtest=" + bench.getSimpleName()
                        + " -Dsurefire.failIfNoSpecifiedTests=false",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors(),
                LocalDate.now(ZoneOffset.UTC));
        rows.add(stamped);
        System.out.println("BENCH " + text(stamped));
    }

    @Override
    public synchronized void close() {
        Path root = root();
        new FigureSheet(List.of(), List.of())
                .with(rows)
                .write(root.resolve("e2e/target/bench").resolve(bench.getSimpleName() + ".json"));
        if (Boolean.getBoolean(PUBLISH)) {
            publish(root, rows);
        }
    }

    /** Puts the rows into the two files under {@code docs}. */
    static void publish(Path root, List<Figure> rows) {
        FigureSheet merged = FigureSheet.read(json(root)).with(rows);
        merged.write(json(root));
        FigureSheet.replace(markdown(root), FigureTable.render(merged));
    }

    private static String text(Figure row) {
        return "%s: %s %s (%s to %s)%s%s, load %s; %s %s"
                .formatted(
                        row.id(),
                        FigureTable.number(row.figure().median()),
                        row.unit(),
                        FigureTable.number(row.figure().lowest()),
                        FigureTable.number(row.figure().highest()),
                        row.peer()
                                .map(peer -> ", beside " + FigureTable.number(peer.figure()))
                                .orElse(""),
                        row.met().map(met -> ", aim met: " + met).orElse(""),
                        FigureTable.number(row.load()),
                        row.why(),
                        row.how());
    }
}
