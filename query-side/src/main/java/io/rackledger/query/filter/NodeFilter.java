package io.rackledger.query.filter;

import io.rackledger.query.document.NodeSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which nodes: all clauses hold. Deleted nodes are left out unless the filter speaks of them.
 *
 * @param text as it was written
 */
public record NodeFilter(String text, List<Clause> clauses) {
    /** Every living node. */
    public static final NodeFilter ALL = new NodeFilter("", List.of());

    public NodeFilter {
        clauses = List.copyOf(clauses);
    }

    /** One clause; for an age the only value is an ISO-8601 duration. */
    record Clause(FilterField field, FilterOperator operator, List<String> values) {
        Clause {
            values = List.copyOf(values);
        }

        private Duration age() {
            return Duration.parse(values.getFirst());
        }
    }

    /** Reads the grammar; see {@link FilterParser}. Throws a QueryProblem that names position and remedy. */
    public static NodeFilter parse(String text) {
        return new FilterParser(text).parse();
    }

    /** The filter as a condition over table nodes, left-joined with last_signals as heard. */
    public SqlCondition condition(Instant now) {
        SqlCondition all = speaksOf(FilterField.DELETED) ? SqlCondition.TRUE : SqlCondition.of("not deleted");
        for (Clause clause : clauses) {
            all = all.and(condition(clause, now));
        }
        return all;
    }

    /** Whether a row of the live stream passes. */
    public boolean matches(NodeSummary node, Instant now) {
        return (speaksOf(FilterField.DELETED) || !node.deleted())
                && clauses.stream().allMatch(clause -> matches(clause, node, now));
    }

    /** The field, if any, by which a row alone cannot be judged: silence. */
    public Optional<String> fieldUnknownToStream() {
        return speaksOf(FilterField.SILENT) ? Optional.of(FilterField.SILENT.word()) : Optional.empty();
    }

    private boolean speaksOf(FilterField field) {
        return clauses.stream().anyMatch(clause -> clause.field() == field);
    }

    private static SqlCondition condition(Clause clause, Instant now) {
        String column = clause.field().column();
        String[] values = clause.values().toArray(String[]::new);
        return switch (clause.operator()) {
            case ANY_OF -> anyOf(clause, now);
            case NONE_OF -> SqlCondition.of("(" + column + " is null or not " + column + " = any(?))", (Object) values);
            case CONTAINS -> contains(column, clause, "strpos(lower(coalesce(%s, '')), ?) > 0", " or ");
            case NOT_CONTAINS -> contains(column, clause, "strpos(lower(coalesce(%s, '')), ?) = 0", " and ");
            case LONGER_THAN -> SqlCondition.of(column + " < ?", now.minus(clause.age()));
            case SHORTER_THAN -> SqlCondition.of(column + " > ?", now.minus(clause.age()));
        };
    }

    private static SqlCondition anyOf(Clause clause, Instant now) {
        String column = clause.field().column();
        if (clause.field().kind() == FieldKind.WORD) {
            return SqlCondition.of(
                    column + " = any(?)", (Object) clause.values().toArray(String[]::new));
        }
        boolean wanted = clause.values().contains("true");
        boolean both = wanted && clause.values().contains("false");
        if (both) {
            return SqlCondition.TRUE;
        }
        String test = (wanted ? "" : "not ") + column;
        return clause.field() == FilterField.LATE ? SqlCondition.of(test, now) : SqlCondition.of(test);
    }

    private static SqlCondition contains(String column, Clause clause, String test, String between) {
        List<SqlCondition> parts = clause.values().stream()
                .map(value -> SqlCondition.of(test.formatted(column), value.toLowerCase(Locale.ROOT)))
                .toList();
        return SqlCondition.join(parts, between);
    }

    private static boolean matches(Clause clause, NodeSummary node, Instant now) {
        Optional<String> value = clause.field() == FilterField.LATE
                ? Optional.of(Boolean.toString(node.lateAt(now)))
                : clause.field().valueOf(node);
        return switch (clause.operator()) {
            case ANY_OF -> value.filter(clause.values()::contains).isPresent();
            case NONE_OF -> value.filter(clause.values()::contains).isEmpty();
            case CONTAINS -> contains(clause, value);
            case NOT_CONTAINS -> !contains(clause, value);
            case LONGER_THAN ->
                value.filter(since -> Instant.parse(since).isBefore(now.minus(clause.age())))
                        .isPresent();
            case SHORTER_THAN ->
                value.filter(since -> Instant.parse(since).isAfter(now.minus(clause.age())))
                        .isPresent();
        };
    }

    private static boolean contains(Clause clause, Optional<String> value) {
        String lower = value.orElse("").toLowerCase(Locale.ROOT);
        return clause.values().stream().anyMatch(part -> lower.contains(part.toLowerCase(Locale.ROOT)));
    }
}
