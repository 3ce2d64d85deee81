package io.rackledger.boot.endpoint;

import io.rackledger.boot.http.Answer;
import io.rackledger.boot.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of the table of paths.
 *
 * @param method GET, HEAD or POST
 * @param pattern segments; one in braces stands for any text and is handed to the handler
 */
record Route(String method, List<String> pattern, Handler handler) {
    /** Answers a request whose path fits; {@code variables} are the texts in place of the braces. */
    @FunctionalInterface
    interface Handler {
        Answer handle(Request request, List<String> variables);
    }

    static Route of(String method, String pattern, Handler handler) {
        return new Route(method, List.of(pattern.split("/")), handler);
    }

    /** The variables when the segments fit. */
    Optional<List<String>> match(List<String> segments) {
        if (segments.size() != pattern.size()) {
            return Optional.empty();
        }
        List<String> variables = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            if (pattern.get(i).startsWith("{")) {
                variables.add(segments.get(i));
            } else if (!pattern.get(i).equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(List.copyOf(variables));
    }
}
