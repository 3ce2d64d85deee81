package io.rackledger.command.rest;

import org.springframework.http.HttpStatus;

/** A request that cannot be answered as asked, for a reason of its own: status, code, field and remedy of its problem. */
final class RequestFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;
    private final String field;
    private final String remedy;

    RequestFault(HttpStatus status, String code, String detail, String field, String remedy) {
        super(detail);
        this.status = status;
        this.code = code;
        this.field = field;
        this.remedy = remedy;
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }

    String field() {
        return field;
    }

    String remedy() {
        return remedy;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
