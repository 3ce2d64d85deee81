package io.rackledger.e2e.bench;

import java.util.Locale;
import java.util.stream.Collectors;

/** docs/benchmarks.md: the sheet for human readers. */
final class FigureTable {
    private static final String HEAD = """
            # Benchmarks

            Written from [benchmarks.json](benchmarks.json) by the benchmarks themselves; do not edit. Every figure is the median of its rounds after a
            warm-up, with the lowest and highest round behind it, and stands beside the raw limit or the peer **of the same run**. Rates depend on the
            machine and on what else it does (load average, cores): compare ratios first.

            `mvn -B -ntp -Pbench -Drackledger.bench.publish=true verify` measures all and rewrites both files; the command of a row measures that row, and
            with `-Drackledger.bench.publish=true` replaces its figures.

            The rows of boot services beside dnsmasq, Kea, tftpd-hpa, atftpd and nginx take root and those programs (Debian: `apt-get install dnsmasq-base
            kea-dhcp4-server kea-admin nginx-light wrk tftpd-hpa`, and `apt-get download atftpd && dpkg -x atftpd_*.deb /opt/atftpd`, since the two tftpds
            exclude each other); where one is missing, or root, they are skipped and say so. All of them, about eight minutes:
            `mvn -B -ntp -Pbench -Drackledger.bench.publish=true -pl e2e -am test -Dtest='TftpBenchTest,DhcpBenchTest,HttpBootBenchTest,BootStormBenchTest' -Dsurefire.failIfNoSpecifiedTests=false`

            | row | what | figure | beside, same run | ratio | aim | met |
            | --- | --- | --- | --- | --- | --- | --- |
            """;

    private FigureTable() {}

    static String render(FigureSheet sheet) {
        return HEAD
                + sheet.rows().stream().map(FigureTable::line).collect(Collectors.joining())
                + "\n## How, and what stands in the way\n"
                + sheet.rows().stream().map(FigureTable::paragraph).collect(Collectors.joining())
                + "\n## What was found slow and removed\n\n"
                + sheet.notes().stream().map(note -> "- " + note + "\n").collect(Collectors.joining());
    }

    private static String line(Figure row) {
        String peer = row.peer()
                .map(other -> number(other.figure()) + " " + row.unit() + ": " + other.what())
                .orElse("");
        String ratio = row.ratio().map(FigureTable::number).orElse("");
        String aim = row.aim().map(FigureTable::aim).orElse("");
        return "| `%s` | %s | **%s** %s%s | %s | %s | %s | %s |\n"
                .formatted(
                        row.id(),
                        cell(row.what()),
                        number(row.figure().median()),
                        row.unit(),
                        range(row.figure()),
                        cell(peer),
                        ratio,
                        aim,
                        row.met().orElse(""));
    }

    private static String paragraph(Figure row) {
        String why = row.why().isEmpty() ? "" : " *" + row.why() + "*";
        return "\n**%s** (%s, load average %s, %d cores; `%s`): %s%s\n"
                .formatted(row.id(), row.date(), number(row.load()), row.cores(), row.command(), row.how(), why);
    }

    private static String range(Spread spread) {
        return spread.rounds() == 1
                ? " (one round)"
                : " (%s to %s, %d rounds)"
                        .formatted(number(spread.lowest()), number(spread.highest()), spread.rounds());
    }

    private static String aim(Aim aim) {
        return switch (aim.sense()) {
            case AT_LEAST -> "≥ " + number(aim.value());
            case AT_MOST -> "≤ " + number(aim.value());
        };
    }

    /** Whole from a hundred on, below with as many digits as tell something. */
    static String number(double value) {
        double size = Math.abs(value);
        String form =
                size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, form, value);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
