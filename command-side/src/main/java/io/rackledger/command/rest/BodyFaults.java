package io.rackledger.command.rest;

import io.rackledger.core.identity.Text;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Words for JSON bodies that cannot be used: what, where, and which field. */
final class BodyFaults {
    private BodyFaults() {}

    static ProblemDetail of(HttpMessageNotReadableException unreadable) {
        return switch (unreadable.getCause()) {
            case UnrecognizedPropertyException unknown ->
                invalid(
                        "the field '" + Text.shorten(unknown.getPropertyName()) + "' is not known here",
                        path(unknown),
                        "leave it out, or use one of " + unknown.getKnownPropertyIds());
            case DatabindException mapping ->
                invalid(
                        "the value of this field cannot be used" + place(mapping),
                        path(mapping),
                        "see the schema at /v3/api-docs");
            case JacksonException syntax -> malformed("the body is not JSON" + place(syntax));
            case null, default -> malformed("the body is missing or cannot be read");
        };
    }

    private static ProblemDetail invalid(String detail, String field, String remedy) {
        return Problems.of(
                HttpStatus.BAD_REQUEST,
                "ARGUMENT_INVALID",
                "Something that was given cannot be used.",
                detail,
                field,
                remedy);
    }

    private static ProblemDetail malformed(String detail) {
        return Problems.of(
                HttpStatus.BAD_REQUEST,
                "BODY_MALFORMED",
                "The body is not JSON.",
                detail,
                "",
                "send one JSON object as application/json");
    }

    private static String place(JacksonException exception) {
        TokenStreamLocation location = exception.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String path(JacksonException exception) {
        return exception.getPath().stream()
                .map(reference -> reference.getPropertyName() == null
                        ? "[" + reference.getIndex() + "]"
                        : "." + reference.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }
}
