package io.rackledger.boot.endpoint;

import io.rackledger.boot.http.Answer;
import io.rackledger.boot.http.Request;
import io.rackledger.boot.token.Grant;
import io.rackledger.boot.token.Grants;
import java.util.List;
import java.util.Optional;

/** Lets requests in by the token that is the first variable of their path. */
final class TokenGate {
    private static final String UNKNOWN = "There is nothing under this path.";
    private static final String ENDED =
            "The attempt that this token belongs to is over; its machine is not served any more.";

    private final Grants grants;
    private final SignalDesk desk;

    TokenGate(Grants grants, SignalDesk desk) {
        this.grants = grants;
        this.desk = desk;
    }

    /** What is given to a machine: only under a token of its node's present attempt. */
    Route.Handler serving(Serving endpoint) {
        return (request, variables) -> found(variables)
                .map(grant -> serve(endpoint, request, grant, variables))
                .orElseGet(() -> unknown(request));
    }

    private Answer serve(Serving endpoint, Request request, Grant grant, List<String> variables) {
        return switch (grant) {
            case Grant.Current current -> endpoint.serve(request, current, rest(variables));
            case Grant.Superseded past -> desk.refuse(request, past.subject(), 404, ENDED);
        };
    }

    /** What a machine tells: also under the tokens of its node's last attempts, for a late word is evidence too. */
    Route.Handler hearing(Hearing endpoint) {
        return (request, variables) -> found(variables)
                .map(grant -> endpoint.hear(masked(request, grant), grant, rest(variables)))
                .orElseGet(() -> unknown(request));
    }

    private Request masked(Request request, Grant grant) {
        return request.withBody(grants.maskOf(grant.attempt()).apply(request.body()));
    }

    private Optional<Grant> found(List<String> variables) {
        return grants.find(variables.getFirst());
    }

    private Answer unknown(Request request) {
        return desk.refuse(request, SignalDesk.stranger(request), 404, UNKNOWN);
    }

    private static List<String> rest(List<String> variables) {
        return variables.subList(1, variables.size());
    }

    /** An endpoint that gives. */
    @FunctionalInterface
    interface Serving {
        Answer serve(Request request, Grant.Current grant, List<String> variables);
    }

    /** An endpoint that listens. */
    @FunctionalInterface
    interface Hearing {
        Answer hear(Request request, Grant grant, List<String> variables);
    }
}
