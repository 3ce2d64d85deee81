package io.rackledger.query.api;

import io.rackledger.core.identity.LogPosition;
import io.rackledger.query.document.QueryProblem;
import io.rackledger.query.projection.ProjectionProgress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Read your writes: with {@code minPosition} a question waits until the projections have passed that place of the log. */
public final class PositionInterceptor implements HandlerInterceptor {
    static final String PARAMETER = "minPosition";

    private final ProjectionProgress progress;
    private final Duration patience;

    public PositionInterceptor(ProjectionProgress progress, Duration patience) {
        this.progress = progress;
        this.patience = patience;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Optional<String> asked = QueryParameters.text(request.getParameter(PARAMETER));
        if (asked.isPresent() && isOurs(handler)) {
            await(QueryParameters.parse(
                    PARAMETER, asked.get(), LogPosition::parse, "a position of node-events such as 3:1207"));
        }
        return true;
    }

    private void await(LogPosition position) {
        try {
            if (progress.awaitRecord(position, patience)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw QueryProblem.unavailable(
                "PROJECTION_BEHIND",
                PARAMETER,
                "the projections stand at " + progress.standing().nodeEvents() + " and did not pass " + position
                        + " within " + patience,
                "ask again, look at GET /api/v1/projections, or ask without minPosition");
    }

    private static boolean isOurs(Object handler) {
        return handler instanceof HandlerMethod method
                && method.getBeanType().getPackageName().equals(PositionInterceptor.class.getPackageName());
    }
}
