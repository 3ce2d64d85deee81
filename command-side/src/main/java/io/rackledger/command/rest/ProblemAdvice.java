package io.rackledger.command.rest;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every exception of the API into a problem; what nobody foresaw becomes a 500 without inner details, and a log line with them. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE - 1)
final class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler(CommandRefused.class)
    ResponseEntity<Object> refused(CommandRefused refused) {
        return Problems.answer(Problems.of(refused), new HttpHeaders());
    }

    @ExceptionHandler(FieldFault.class)
    ResponseEntity<Object> field(FieldFault fault) {
        return Problems.answer(
                Problems.of(
                        HttpStatus.BAD_REQUEST,
                        "ARGUMENT_INVALID",
                        "Something that was given cannot be used.",
                        fault.detail(),
                        fault.field(),
                        fault.remedy()),
                new HttpHeaders());
    }

    @ExceptionHandler(UserDataRefused.class)
    ResponseEntity<Object> userData(UserDataRefused refused) {
        return Problems.answer(refused.problem(), new HttpHeaders());
    }

    @ExceptionHandler(RequestFault.class)
    ResponseEntity<Object> fault(RequestFault fault) {
        HttpHeaders headers = new HttpHeaders();
        if (fault.status() == HttpStatus.SERVICE_UNAVAILABLE) {
            headers.set(HttpHeaders.RETRY_AFTER, "2");
        }
        return Problems.answer(
                Problems.of(
                        fault.status(),
                        fault.code(),
                        Titles.of(fault.status()),
                        fault.detail(),
                        fault.field(),
                        fault.remedy()),
                headers);
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<Object> unforeseen(Exception exception) {
        LOG.error("a request failed in a way that nobody foresaw", exception);
        return Problems.answer(
                Problems.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "INTERNAL",
                        Titles.of(HttpStatus.INTERNAL_SERVER_ERROR),
                        "the request failed inside the engine; its log says why",
                        "",
                        "repeat the request under the same Idempotency-Key; report the time if it fails again"),
                new HttpHeaders());
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        for (Throwable cause = unreadable.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLarge tooLarge) {
                return Problems.answer(tooLarge.problem(), headers);
            }
            if (cause instanceof FieldFault fault) {
                return field(fault);
            }
        }
        return Problems.answer(BodyFaults.of(unreadable), headers);
    }

    /** All that Spring itself refuses: unknown paths, methods, media types, missing headers. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String said = body instanceof ProblemDetail detail && detail.getDetail() != null
                ? detail.getDetail()
                : Titles.of(status);
        return Problems.answer(
                Problems.of(status, Titles.code(status), Titles.of(status), said, "", Titles.remedy(status)), headers);
    }
}
