package io.rackledger.boot.endpoint;

import io.rackledger.boot.http.Answer;
import io.rackledger.boot.http.Request;
import io.rackledger.boot.http.RequestAnswerer;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The table of paths; docs/boot-http.md tells what each means. */
public final class BootRoutes implements RequestAnswerer {
    private final List<Route> routes;
    private final SignalDesk desk;

    BootRoutes(List<Route> routes, SignalDesk desk) {
        this.routes = List.copyOf(routes);
        this.desk = desk;
    }

    @Override
    public Answer answer(Request request) {
        Optional<List<String>> segments = PathSegments.of(request.path());
        if (segments.isEmpty()) {
            return desk.refuse(request, SignalDesk.stranger(request), 400, "The path of this request is broken.");
        }
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Optional<List<String>> variables = route.match(segments.orElseThrow());
            if (variables.isPresent() && route.method().equals(request.method())) {
                return route.handler().handle(request, variables.orElseThrow());
            }
            variables.ifPresent(_ -> allowed.add(route.method()));
        }
        return allowed.isEmpty()
                ? desk.refuse(request, SignalDesk.stranger(request), 404, "There is nothing under this path.")
                : notAllowed(request, String.join(", ", allowed));
    }

    @Override
    public String route(Request request) {
        return PathSegments.of(request.path()).flatMap(this::pattern).orElse("none");
    }

    private Optional<String> pattern(List<String> segments) {
        return routes.stream()
                .filter(route -> route.match(segments).isPresent())
                .findFirst()
                .map(route -> String.join("/", route.pattern()));
    }

    @Override
    public void refusedUnread(Request request, int status, String reason) {
        desk.refuse(request, SignalDesk.stranger(request), status, reason);
    }

    private Answer notAllowed(Request request, String allowed) {
        String reason = "Of this path only " + allowed + " is served.";
        return desk.refuse(request, SignalDesk.stranger(request), 405, reason).with("allow", allowed);
    }
}
