package io.rackledger.query.api;

import io.rackledger.query.document.ProblemDocument;
import io.rackledger.query.document.QueryProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Whatever goes wrong in a question, as an RFC 9457 problem. */
@RestControllerAdvice(basePackageClasses = QueryProblemAdvice.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class QueryProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(QueryProblemAdvice.class);
    private static final int UNAVAILABLE = 503;

    @ExceptionHandler
    ResponseEntity<ProblemDocument> problem(QueryProblem problem) {
        return answer(problem.document());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> missing(MissingServletRequestParameterException e) {
        return answer(QueryProblem.badParameter(
                        "PARAMETER_MISSING",
                        e.getParameterName(),
                        "parameter " + e.getParameterName() + " is missing",
                        "add " + e.getParameterName() + "=… to the query")
                .document());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> mismatch(MethodArgumentTypeMismatchException e) {
        Class<?> wanted = e.getRequiredType();
        return answer(QueryProblem.badParameter(
                        "BAD_PARAMETER",
                        e.getName(),
                        "parameter " + e.getName() + " cannot be read",
                        "use a value of type " + (wanted == null ? "text" : wanted.getSimpleName()))
                .document());
    }

    /** A client that has gone needs no answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException e) {
        LOG.debug("A client went away", e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> broken(Exception e) {
        if (isDatabase(e)) {
            LOG.warn("The projections cannot be read", e);
            return answer(QueryProblem.unavailable(
                            "PROJECTIONS_UNAVAILABLE",
                            "",
                            "the projections cannot be read now",
                            "ask again in some seconds")
                    .document());
        }
        LOG.error("A question failed", e);
        return answer(ProblemDocument.of(
                500,
                "Internal error",
                "INTERNAL",
                "the question failed for a reason of our own",
                "",
                "ask again; if it stays, look into the log of the engine at this time"));
    }

    private static boolean isDatabase(Throwable e) {
        Throwable cause = e.getCause();
        return e instanceof DataAccessException || (cause != null && cause != e && isDatabase(cause));
    }

    private static ResponseEntity<ProblemDocument> answer(ProblemDocument problem) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.status() == UNAVAILABLE) {
            answer = answer.header(HttpHeaders.RETRY_AFTER, "2");
        }
        return answer.body(problem);
    }
}
