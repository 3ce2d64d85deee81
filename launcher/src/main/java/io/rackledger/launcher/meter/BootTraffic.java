package io.rackledger.launcher.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.rackledger.boot.http.Answer;
import io.rackledger.boot.http.Request;
import io.rackledger.boot.http.RequestAnswerer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Times what machines ask of the boot services, by method, route and status, until the answer is made; sending it is not counted. */
public final class BootTraffic implements RequestAnswerer {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");

    private final RequestAnswerer answerer;
    private final MeterRegistry registry;
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    private record Kind(String method, String route, int status) {}

    public BootTraffic(RequestAnswerer answerer, MeterRegistry registry) {
        this.answerer = answerer;
        this.registry = registry;
    }

    @Override
    public Answer answer(Request request) {
        long begun = registry.config().clock().monotonicTime();
        Answer answer = answerer.answer(request);
        told(
                request,
                answerer.route(request),
                answer.status(),
                registry.config().clock().monotonicTime() - begun);
        return answer;
    }

    @Override
    public String route(Request request) {
        return answerer.route(request);
    }

    @Override
    public void refusedUnread(Request request, int status, String reason) {
        told(request, "none", status, 0);
        answerer.refusedUnread(request, status, reason);
    }

    private void told(Request request, String route, int status, long nanos) {
        String method = METHODS.contains(request.method()) ? request.method() : "other";
        timers.computeIfAbsent(new Kind(method, route, status), this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Kind kind) {
        Tags tags = Tags.of("method", kind.method(), "route", kind.route(), "status", Integer.toString(kind.status()));
        return Timer.builder("rackledger.boot.requests").tags(tags).register(registry);
    }
}
