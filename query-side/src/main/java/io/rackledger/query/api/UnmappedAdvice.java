package io.rackledger.query.api;

import io.rackledger.query.document.ProblemDocument;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Requests that reach no controller, as problems; needed where the query side runs without the command side. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public final class UnmappedAdvice {
    @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
    ResponseEntity<ProblemDocument> unknownPath(Exception e) {
        return answer(
                e,
                ProblemDocument.of(
                        404,
                        "Not found",
                        "NOT_FOUND",
                        "there is nothing at this path",
                        "",
                        "see the API document, docs/openapi-query.yaml"));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> wrongMethod(HttpRequestMethodNotSupportedException e) {
        return answer(
                e,
                ProblemDocument.of(
                        405,
                        "Method not allowed",
                        "METHOD_NOT_ALLOWED",
                        "this path does not take " + e.getMethod(),
                        "",
                        "use one of " + e.getSupportedHttpMethods()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> notAcceptable(HttpMediaTypeNotAcceptableException e) {
        return answer(
                e,
                ProblemDocument.of(
                        406,
                        "Not acceptable",
                        "NOT_ACCEPTABLE",
                        "this path has nothing of the types in Accept",
                        "Accept",
                        "use one of " + e.getSupportedMediaTypes()));
    }

    private static ResponseEntity<ProblemDocument> answer(Exception e, ProblemDocument problem) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.status());
        return (e instanceof ErrorResponse error ? answer.headers(error.getHeaders()) : answer)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
