package io.rackledger.query.document;

import java.util.Locale;

/**
 * A problem after RFC 9457.
 *
 * @param type {@code /problems/} and the code in kebab case; stable
 * @param code stable name of the problem
 * @param field parameter at fault, or empty
 * @param remedy what to do
 */
public record ProblemDocument(
        String type, String title, int status, String detail, String code, String field, String remedy) {
    public static ProblemDocument of(
            int status, String title, String code, String detail, String field, String remedy) {
        String type = "/problems/" + code.toLowerCase(Locale.ROOT).replace('_', '-');
        return new ProblemDocument(type, title, status, detail, code, field, remedy);
    }
}
