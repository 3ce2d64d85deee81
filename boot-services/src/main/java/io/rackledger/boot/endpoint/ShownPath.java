package io.rackledger.boot.endpoint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path as it may be written down: what could be a token, right or nearly right, is cut to its first six characters. */
final class ShownPath {
    private static final Pattern SECRET = Pattern.compile("([A-Za-z0-9]{6})[A-Za-z0-9]{14,}");

    private ShownPath() {}

    static String of(String path) {
        Matcher matcher = SECRET.matcher(path);
        return matcher.replaceAll("$1...");
    }
}
