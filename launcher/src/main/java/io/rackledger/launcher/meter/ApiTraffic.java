package io.rackledger.launcher.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.web.servlet.HandlerMapping;

/** Times API requests by method, route and status. A route is a pattern of ours, never a path that somebody sent. */
public final class ApiTraffic extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    private final transient MeterRegistry registry;
    private final transient Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    private record Kind(String method, String route, int status) {}

    public ApiTraffic(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long begun = registry.config().clock().monotonicTime();
        try {
            chain.doFilter(request, response);
        } finally {
            long took = registry.config().clock().monotonicTime() - begun;
            timers.computeIfAbsent(kind(request, response.getStatus()), this::timer)
                    .record(took, TimeUnit.NANOSECONDS);
        }
    }

    private static Kind kind(HttpServletRequest request, int status) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "other";
        return new Kind(method, pattern == null ? "none" : pattern.toString(), status);
    }

    private Timer timer(Kind kind) {
        Tags tags = Tags.of("method", kind.method(), "route", kind.route(), "status", Integer.toString(kind.status()));
        return Timer.builder("rackledger.api.requests").tags(tags).register(registry);
    }
}
