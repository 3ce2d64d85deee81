package io.rackledger.launcher.probe;

/** What is answered to a probe or a scrape. */
public record Reply(int status, String type, String body) {
    static final String TEXT = "text/plain; charset=utf-8";

    static Reply text(int status, String body) {
        return new Reply(status, TEXT, body);
    }
}
