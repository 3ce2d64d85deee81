package io.rackledger.query.filter;

import io.rackledger.query.document.QueryProblem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Where a page ended: the sort key of its last row, under the question that it belongs to. Opaque to callers.
 *
 * @param question whatever makes two questions the same; a cursor of another one is refused
 * @param keys values of the last row, without line feeds
 */
public record Cursor(String question, List<String> keys) {
    private static final int LONGEST = 4_000;

    public Cursor {
        keys = List.copyOf(keys);
    }

    public String encoded() {
        String plain = Integer.toHexString(question.hashCode()) + "\n" + String.join("\n", keys);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a cursor of this question with so many keys. */
    public static Cursor parse(String text, String question, int keys) {
        List<String> parts = decoded(text).lines().toList();
        if (parts.size() != keys + 1) {
            throw bad("it is not one that this list gave");
        }
        if (!parts.getFirst().equals(Integer.toHexString(question.hashCode()))) {
            throw bad("it belongs to another filter or order");
        }
        return new Cursor(question, parts.subList(1, parts.size()));
    }

    /** For keys that turn out to be damaged. */
    public static QueryProblem bad(String why) {
        return QueryProblem.badParameter(
                "BAD_CURSOR",
                "cursor",
                "the cursor cannot be used: " + why,
                "take 'next' of the page before, with the same filter and sort; or begin without cursor");
    }

    private static String decoded(String text) {
        if (text.length() > LONGEST) {
            throw bad("it is too long");
        }
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            QueryProblem problem = bad("it is damaged");
            problem.addSuppressed(e);
            throw problem;
        }
    }
}
