package io.rackledger.launcher.client;

import io.rackledger.core.identity.Text;
import tools.jackson.databind.JsonNode;

/** The engine answered with an error: an RFC 9457 problem, or something in its place. */
public final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient JsonNode document;

    ApiProblem(int status, JsonNode document) {
        super("HTTP " + status);
        this.status = status;
        this.document = document;
    }

    public int status() {
        return status;
    }

    /** Stable code of the problem, or empty. */
    public String code() {
        return document.path("code").asString("");
    }

    public int exitCode() {
        return status / 100 == 4 ? ExitCodes.REFUSED : ExitCodes.UNAVAILABLE;
    }

    /** What is wrong, which field is at fault, what would be accepted: a line each. */
    public String words() {
        StringBuilder words = new StringBuilder(plain("detail", plain("title", "the engine answered " + status)));
        append(words, "field", plain("field", ""));
        append(words, "state", document.path("node").path("state").asString(""));
        append(words, "ends", document.path("node").path("expectedEnd").asString(""));
        append(words, "remedy", plain("remedy", ""));
        append(words, "code", code());
        return words.toString();
    }

    private static void append(StringBuilder words, String name, String value) {
        if (!value.isEmpty()) {
            words.append("\n  ").append(name).append(": ").append(Text.printable(value));
        }
    }

    private String plain(String field, String otherwise) {
        String value = document.path(field).asString("");
        return value.isEmpty() ? otherwise : Text.printable(value);
    }
}
