package io.rackledger.command.rest;

import org.springframework.http.HttpStatusCode;

/** Code, title and remedy of problems that follow from the HTTP status alone. */
final class Titles {
    private Titles() {}

    static String code(HttpStatusCode status) {
        return switch (status.value()) {
            case 400 -> "BAD_REQUEST";
            case 404 -> "NOT_FOUND";
            case 405 -> "METHOD_NOT_ALLOWED";
            case 406 -> "NOT_ACCEPTABLE";
            case 412 -> "STALE";
            case 413 -> "BODY_TOO_LARGE";
            case 415 -> "UNSUPPORTED_MEDIA_TYPE";
            case 428 -> "VERSION_NEEDED";
            case 503 -> "UNAVAILABLE";
            default -> status.is5xxServerError() ? "INTERNAL" : "HTTP_" + status.value();
        };
    }

    static String of(HttpStatusCode status) {
        return switch (status.value()) {
            case 400 -> "The request cannot be read.";
            case 404 -> "There is nothing here.";
            case 405 -> "This path does not know the method.";
            case 406 -> "The answer cannot be given in an accepted form.";
            case 412 -> "The node is no longer at the version that the caller named.";
            case 413 -> "The body is too large.";
            case 415 -> "The body's content type is not accepted.";
            case 422 -> "The command id was used before for another request.";
            case 428 -> "The request must name the version of the node that it is meant for.";
            case 503 -> "The event log does not answer, so the outcome is not known.";
            default -> status.is5xxServerError() ? "The engine failed." : "The request is refused.";
        };
    }

    static String remedy(HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> "see /v3/api-docs for the paths that exist";
            case 405 -> "use a method named in the Allow header";
            case 406 -> "accept application/json";
            case 413 -> "send a smaller body";
            case 415 -> "send application/json";
            case 503 -> "try again after the time in Retry-After";
            default -> status.is5xxServerError() ? "try again; the engine's log says why" : "correct the request";
        };
    }
}
