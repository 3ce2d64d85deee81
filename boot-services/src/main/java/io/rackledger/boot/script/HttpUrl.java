package io.rackledger.boot.script;

import io.rackledger.core.identity.Text;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * An http URL that is safe in an iPXE script, on a kernel command line, in a shell's single quotes and in YAML's double
 * quotes: it has no character that means something to any of them.
 */
public record HttpUrl(String value) {
    private static final int LONGEST = 400;
    private static final Pattern FORM =
            Pattern.compile("https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?(/[A-Za-z0-9._~:/=+-]*)?"
                    + "(\\?[A-Za-z0-9._~:/=+&-]*)?");
    private static final String WANTED = "http://address:port/path of letters, digits and . _ ~ : / = + -";

    public HttpUrl {
        Text.require(fits(value), "URL", value, WANTED);
    }

    /** Whether the text could be such a URL. */
    public static boolean fits(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches();
    }

    /** A base without path and query, or with a path; a slash at its end is dropped. */
    public static HttpUrl base(URI uri) {
        String text = uri.toString();
        boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null;
        Text.require(plain && text.length() <= 120, "base URL", text, "http://address:port, at most 120 characters");
        return new HttpUrl(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    /** This URL with something appended. */
    public HttpUrl plus(String suffix) {
        return new HttpUrl(value + suffix);
    }

    @Override
    public String toString() {
        return value;
    }
}
