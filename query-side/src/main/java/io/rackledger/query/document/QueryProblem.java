package io.rackledger.query.document;

/**
 * A question that cannot be answered, with what the caller can do about it. Thrown by whoever finds out, written as an RFC 9457 document
 * at the edge.
 */
public final class QueryProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemDocument document;

    private QueryProblem(ProblemDocument document) {
        super(document.detail(), null, true, false);
        this.document = document;
    }

    /** 400: a parameter is not what it must be. */
    public static QueryProblem badParameter(String code, String field, String detail, String remedy) {
        return new QueryProblem(ProblemDocument.of(400, "Bad parameter", code, detail, field, remedy));
    }

    /** 404: nothing of this name. */
    public static QueryProblem notFound(String code, String field, String detail, String remedy) {
        return new QueryProblem(ProblemDocument.of(404, "Not found", code, detail, field, remedy));
    }

    /** 410: it was there once. */
    public static QueryProblem gone(String code, String field, String detail, String remedy) {
        return new QueryProblem(ProblemDocument.of(410, "Gone", code, detail, field, remedy));
    }

    /** 409: not as things stand. */
    public static QueryProblem conflict(String code, String field, String detail, String remedy) {
        return new QueryProblem(ProblemDocument.of(409, "Conflict", code, detail, field, remedy));
    }

    /** 503: not now; the same question may be answered soon. */
    public static QueryProblem unavailable(String code, String field, String detail, String remedy) {
        return new QueryProblem(ProblemDocument.of(503, "Not available now", code, detail, field, remedy));
    }

    public ProblemDocument document() {
        return document;
    }
}
