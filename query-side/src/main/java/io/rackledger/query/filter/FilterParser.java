package io.rackledger.query.filter;

import io.rackledger.core.identity.Text;
import io.rackledger.query.document.QueryProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Parser of node filters, by hand and bounded.
 *
 * <pre>
 * filter   = [ clause *( ";" clause ) ]
 * clause   = field operator value *( "," value )
 * operator = ":"   is one of            "!:"  is none of
 *          / "~"   contains one of      "!~"  contains none of
 *          / "&gt;"   longer than          "&lt;"   shorter than      (ages)
 * value    = 1*( any character but ";" "," DQUOTE ) / DQUOTE *( character / "\" character ) DQUOTE
 * </pre>
 *
 * Blanks around fields and values do not count. Ages take one duration such as {@code 90s}, {@code 5m}, {@code 2h}, {@code 3d} or
 * {@code PT5M}. Not thread-safe; used once.
 */
final class FilterParser {
    static final int LONGEST = 2_000;
    static final int MOST_CLAUSES = 20;
    static final int MOST_VALUES = 100;

    private static final String EXAMPLE = "state:deploying,clean wait;late:true;name~web";

    private final String text;
    private int at;

    FilterParser(String text) {
        this.text = text;
    }

    NodeFilter parse() {
        if (text.length() > LONGEST) {
            throw problem(LONGEST, "the filter is longer than " + LONGEST + " characters", "use a shorter filter");
        }
        List<NodeFilter.Clause> clauses = new ArrayList<>();
        skipBlanks();
        while (at < text.length()) {
            if (clauses.size() == MOST_CLAUSES) {
                throw problem(at, "more than " + MOST_CLAUSES + " clauses", "use fewer clauses");
            }
            clauses.add(clause());
            skipBlanks();
            if (at < text.length()) {
                expectSeparator();
            }
        }
        return new NodeFilter(text, clauses);
    }

    private NodeFilter.Clause clause() {
        int start = at;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        FilterField field = FilterField.of(word)
                .orElseThrow(() -> problem(
                        start, "there is no field '" + Text.shorten(word) + "'", "use one of " + FilterField.all()));
        skipBlanks();
        FilterOperator operator = operator(field);
        int values = at;
        List<String> given = values();
        return new NodeFilter.Clause(field, operator, check(field, given, values));
    }

    private FilterOperator operator(FilterField field) {
        List<FilterOperator> fitting = FilterOperator.of(field.kind());
        String signs = fitting.stream().map(FilterOperator::sign).collect(Collectors.joining(" "));
        FilterOperator found = Arrays.stream(FilterOperator.values())
                .filter(operator -> text.startsWith(operator.sign(), at))
                .findFirst()
                .filter(fitting::contains)
                .orElseThrow(() -> problem(
                        at,
                        "no operator that " + field.word() + " takes",
                        "use one of " + signs + " after " + field.word()));
        at += found.sign().length();
        return found;
    }

    private List<String> values() {
        List<String> values = new ArrayList<>();
        do {
            if (values.size() == MOST_VALUES) {
                throw problem(at, "more than " + MOST_VALUES + " values", "use fewer values");
            }
            values.add(value());
        } while (at < text.length() && text.charAt(at) == ',' && at++ >= 0);
        return values;
    }

    private String value() {
        skipBlanks();
        int start = at;
        String value = at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
        skipBlanks();
        if (value.isEmpty()) {
            throw problem(start, "a value is missing", "write a value, for example " + EXAMPLE);
        }
        return value;
    }

    private String plain() {
        int start = at;
        while (at < text.length() && ";,\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at).strip();
    }

    private String quoted() {
        int start = at;
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            if (at < text.length()) {
                value.append(text.charAt(at++));
            }
        }
        if (at >= text.length()) {
            throw problem(start, "a quote is not closed", "close it with \"");
        }
        at++;
        return value.toString();
    }

    private void expectSeparator() {
        if (text.charAt(at) != ';') {
            throw problem(
                    at,
                    "'" + Text.shorten(text.substring(at, at + 1)) + "' does not belong here",
                    "separate clauses with ';' and values with ','");
        }
        at++;
        skipBlanks();
    }

    private List<String> check(FilterField field, List<String> values, int where) {
        if (field.kind() == FieldKind.AGE) {
            if (values.size() != 1) {
                throw problem(where, field.word() + " takes one duration", "use for example " + field.word() + ">5m");
            }
            return List.of(age(values.getFirst(), where).toString());
        }
        for (String value : values) {
            if (!field.accepted().isEmpty() && !field.accepted().contains(value)) {
                throw problem(
                        where,
                        "'" + Text.shorten(value) + "' is no value of " + field.word(),
                        "use one of " + String.join(", ", field.accepted()));
            }
        }
        return values;
    }

    private Duration age(String value, int where) {
        String upper = value.toUpperCase(Locale.ROOT);
        String iso =
                upper.matches("[0-9]{1,9}[SMH]") ? "PT" + upper : upper.matches("[0-9]{1,6}D") ? "P" + upper : upper;
        boolean plausible = iso.length() <= 30 && iso.matches("P[0-9DTHMS.]+");
        try {
            if (plausible) {
                return Duration.parse(iso);
            }
        } catch (RuntimeException e) {
            throw noDuration(value, where, e);
        }
        throw noDuration(value, where, new IllegalArgumentException(value));
    }

    private QueryProblem noDuration(String value, int where, RuntimeException cause) {
        QueryProblem problem =
                problem(where, "'" + Text.shorten(value) + "' is no duration", "use for example 90s, 5m, 2h or 3d");
        problem.addSuppressed(cause);
        return problem;
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private static boolean isWordPart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static QueryProblem problem(int position, String what, String remedy) {
        return QueryProblem.badParameter("BAD_FILTER", "filter", "at position " + (position + 1) + ": " + what, remedy);
    }
}
