package io.rackledger.bmc.catalogue;

import io.rackledger.bmc.catalogue.Row.Proof;
import io.rackledger.bmc.driver.FailureKind;
import java.util.List;
import java.util.stream.Collectors;

/** Writes docs/bmc-failures.md. */
final class CataloguePage {
    private static final String HEAD = """
        # How BMCs fail

        Generated from `CatalogueTest` in `bmc-adapter`; do not edit. Rewrite it with `mvn -q -pl bmc-adapter -am test -Dtest=CatalogueTest -Dtests.jvm=-Drackledger.rewrite=true -Dsurefire.failIfNoSpecifiedTests=false`.
        The test plays each row against a simulated BMC and asserts the kind, what follows, and the words that are left
        in the log. `./rackledger bmc probe` tells the kind of a BMC at hand, with an exit code for each ([BMCs](bmc.md)).

        Two rules stand above all rows: power is believed by what is read afterwards, twice, and never by the answer to a command; and what concerns the account or the identity of a
        machine is never tried again by itself.

        """;

    private CataloguePage() {}

    static String of(List<Row> rows, List<FailureKind> kinds) {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("| # | signature | kind | what we do | what is left to you |\n| --- | --- | --- | --- | --- |\n");
        rows.forEach(row -> page.append("| %d | %s | %s | %s | %s |\n"
                .formatted(
                        row.number(),
                        row.signature(),
                        row.kind().map(FailureKind::name).orElse("none, it works"),
                        row.response(),
                        row.operator())));
        page.append("\n"
                + "## Kinds\n\n"
                + "| kind | again by itself | code of the node's failure | rows |\n"
                + "| --- | --- | --- | --- |\n");
        kinds.forEach(kind -> page.append("| %s | %s | %s | %s |\n"
                .formatted(kind, kind.retryable() ? "until the deadline" : "no", kind.code(), numbers(rows, kind))));
        page.append("\n## Not played\n\n");
        rows.forEach(row -> {
            if (row.proof() instanceof Proof.NotSimulable(String because)) {
                page.append("- %d, because %s.\n".formatted(row.number(), because));
            }
        });
        return page.toString();
    }

    private static String numbers(List<Row> rows, FailureKind kind) {
        return rows.stream()
                .filter(row -> row.kind().filter(kind::equals).isPresent())
                .map(row -> Integer.toString(row.number()))
                .collect(Collectors.joining(", "));
    }
}
