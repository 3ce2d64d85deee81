package io.rackledger.query.api;

import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.Text;
import io.rackledger.query.document.QueryProblem;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parameters of requests, checked. */
final class QueryParameters {
    static final int LARGEST_PAGE = 1_000;

    private QueryParameters() {}

    /** 1 to 1,000. */
    static int limit(int asked) {
        if (asked < 1 || asked > LARGEST_PAGE) {
            throw QueryProblem.badParameter(
                    "BAD_LIMIT", "limit", "a page of " + asked + " is not possible", "use 1 to " + LARGEST_PAGE);
        }
        return asked;
    }

    /** Absent and empty are the same. */
    static Optional<String> text(@Nullable String given) {
        return Optional.ofNullable(given).filter(text -> !text.isBlank());
    }

    static Optional<Instant> instant(String field, @Nullable String given) {
        return text(given).map(text -> parse(field, text, Instant::parse, "an instant such as 2026-11-21T10:00:00Z"));
    }

    static Optional<LogVector> vector(String field, @Nullable String given) {
        return text(given)
                .map(text -> parse(field, text, LogVector::parse, "an id that this stream gave, such as 0:17,1:4"));
    }

    static String oneOf(String field, String given, String... accepted) {
        List<String> words = List.of(accepted);
        if (!words.contains(given)) {
            throw QueryProblem.badParameter(
                    "BAD_PARAMETER",
                    field,
                    "'" + Text.shorten(given) + "' is no value of " + field,
                    "use one of " + String.join(", ", words));
        }
        return given;
    }

    static <T> T parse(String field, String text, Function<String, T> parser, String wanted) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            QueryProblem problem = QueryProblem.badParameter(
                    "BAD_PARAMETER", field, "'" + Text.shorten(text) + "' cannot be read", "use " + wanted);
            problem.addSuppressed(e);
            throw problem;
        }
    }
}
