package io.rackledger.boot;

import io.rackledger.boot.http.Answer;
import io.rackledger.boot.http.Request;
import io.rackledger.boot.http.RequestAnswerer;
import java.time.Duration;

/** Answers from the moment the ports are open: scripts name a port that is known only then. */
final class LateRoutes implements RequestAnswerer {
    private static final Answer SOON = Answer.later(Duration.ofSeconds(1), "The boot server is starting.");

    private volatile RequestAnswerer routes = new Starting();

    void open(RequestAnswerer table) {
        routes = table;
    }

    @Override
    public Answer answer(Request request) {
        return routes.answer(request);
    }

    @Override
    public String route(Request request) {
        return routes.route(request);
    }

    @Override
    public void refusedUnread(Request request, int status, String reason) {
        routes.refusedUnread(request, status, reason);
    }

    /** Before the table of paths is made. */
    private static final class Starting implements RequestAnswerer {
        @Override
        public Answer answer(Request request) {
            return SOON;
        }

        @Override
        public void refusedUnread(Request request, int status, String reason) {
            // Nothing was promised and nothing is known yet; the sender got its answer.
        }
    }
}
