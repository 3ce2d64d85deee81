package io.rackledger.command.userdata;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks into MIME multipart user data as far as a check needs: its boundary, and the cloud-config parts that are plain text. */
final class MimeParts {
    private static final Pattern HEADER =
            Pattern.compile("(?i)\\A(mime-version|content-type|from )[: ].*", Pattern.DOTALL);
    private static final Pattern BOUNDARY =
            Pattern.compile("(?is)content-type:\\s*multipart/[^;\\r\\n]*;.*?boundary=\"?([^\"\\r\\n;]{1,70})\"?");

    private MimeParts() {}

    static boolean isMime(String text) {
        return HEADER.matcher(text).matches();
    }

    static Optional<UserDataFault> check(String text) {
        Matcher boundary = BOUNDARY.matcher(text);
        if (!boundary.find()) {
            return Optional.of(new UserDataFault(
                    1,
                    1,
                    "the MIME header names no multipart boundary",
                    "name it: Content-Type: multipart/mixed; boundary=..."));
        }
        String mark = "--" + boundary.group(1);
        int at = text.indexOf(mark, boundary.end());
        if (at < 0) {
            return Optional.of(new UserDataFault(
                    1, 1, "the boundary '" + boundary.group(1) + "' never comes", "separate the parts by it"));
        }
        return parts(text, mark, at);
    }

    private static Optional<UserDataFault> parts(String text, String mark, int first) {
        int at = first;
        while (at >= 0 && !text.startsWith(mark + "--", at)) {
            int next = text.indexOf("\n" + mark, at + mark.length());
            int end = next < 0 ? text.length() : next + 1;
            Optional<UserDataFault> fault = part(text, at + mark.length(), end);
            if (fault.isPresent()) {
                return fault;
            }
            at = next < 0 ? -1 : next + 1;
        }
        return Optional.empty();
    }

    private static Optional<UserDataFault> part(String text, int from, int to) {
        String part = text.substring(from, to);
        Matcher blank = Pattern.compile("\\r?\\n\\r?\\n").matcher(part);
        if (!blank.find()) {
            return Optional.empty();
        }
        String headers = part.substring(0, blank.start()).toLowerCase(Locale.ROOT);
        String body = part.substring(blank.end());
        boolean encoded = headers.contains("base64") || headers.contains("quoted-printable");
        boolean config = headers.contains("text/cloud-config") || body.startsWith("#cloud-config");
        if (encoded || !config) {
            return Optional.empty();
        }
        int above = (int) text.substring(0, from + blank.end()).lines().count();
        return UserDataCheck.yaml(body, Map.class, "a mapping of cloud-config keys", above);
    }
}
