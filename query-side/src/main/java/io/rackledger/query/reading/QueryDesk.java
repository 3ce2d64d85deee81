package io.rackledger.query.reading;

import io.rackledger.query.document.QueryProblem;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.queryhandling.QueryGateway;

/** Puts questions to the query bus and waits for the answers, for callers that block. Thread-safe. */
public final class QueryDesk {
    private final QueryGateway gateway;
    private final Duration patience;

    public QueryDesk(QueryGateway gateway, Duration patience) {
        this.gateway = gateway;
        this.patience = patience;
    }

    /** The answer; a QueryProblem of a handler comes through as it is. */
    public <R> R ask(Object question, Class<R> answer) {
        try {
            return gateway.query(question, answer).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof QueryProblem problem) {
                throw problem;
            }
            throw new IllegalStateException("the question could not be answered", e.getCause());
        } catch (TimeoutException e) {
            QueryProblem problem = busy("no answer within " + patience);
            problem.addSuppressed(e);
            throw problem;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            QueryProblem problem = busy("the engine is stopping");
            problem.addSuppressed(e);
            throw problem;
        }
    }

    private static QueryProblem busy(String why) {
        return QueryProblem.unavailable("QUERY_TIMEOUT", "", why, "ask again in some seconds");
    }
}
