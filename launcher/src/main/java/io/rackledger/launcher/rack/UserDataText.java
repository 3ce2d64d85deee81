package io.rackledger.launcher.rack;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** User data as cloud-init unpacks it: one script, or MIME parts, base64 or plain. */
record UserDataText(String text) {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"([^\"]+)\"");
    private static final Pattern RUNNER = Pattern.compile("(?m)^base='([^']+)'");
    private static final Pattern HEARTBEAT = Pattern.compile("(?m)^heartbeat='([0-9]+)'");
    private static final Pattern HOOK = Pattern.compile("endpoint: *\"?(http[^\"\\s]+)");

    static UserDataText of(byte[] served) {
        String raw = new String(served, StandardCharsets.UTF_8);
        Matcher boundary = BOUNDARY.matcher(raw);
        if (!raw.startsWith("Content-Type: multipart/") || !boundary.find()) {
            return new UserDataText(raw);
        }
        StringBuilder all = new StringBuilder();
        for (String part : raw.split(Pattern.quote("--" + boundary.group(1)))) {
            all.append(decoded(part)).append('\n');
        }
        return new UserDataText(all.toString());
    }

    private static String decoded(String part) {
        int end = part.indexOf("\n\n");
        if (end < 0 || !part.substring(0, end).contains("base64")) {
            return part;
        }
        byte[] bytes = Base64.getMimeDecoder().decode(part.substring(end).strip());
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Base address of the step runner in it. */
    Optional<String> runnerUrl() {
        return first(RUNNER);
    }

    /** Seconds between signs of life. */
    int heartbeatSeconds() {
        return first(HEARTBEAT).map(Integer::parseInt).orElse(10);
    }

    /** Where cloud-init is told to report. */
    Optional<String> hook() {
        return first(HOOK);
    }

    private Optional<String> first(Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
