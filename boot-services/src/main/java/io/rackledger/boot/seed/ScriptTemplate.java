package io.rackledger.boot.seed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A shell script among this program's resources, with places such as {@code @RUN_URL@} to fill in. A value may have no character
 * that means something to a shell.
 */
final class ScriptTemplate {
    private static final String ROOM = "/io/rackledger/boot/";
    private static final Pattern PLACE = Pattern.compile("@([A-Z][A-Z0-9_]*)@");
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._~:/?=&+,@%\\[\\]-]*");

    private final String name;
    private final String text;

    private ScriptTemplate(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** The template of that name, empty where this program has none. */
    static Optional<ScriptTemplate> find(String name) {
        try (InputStream in = ScriptTemplate.class.getResourceAsStream(ROOM + name)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new ScriptTemplate(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " of this program", e);
        }
    }

    /**
     * The script with all its places filled.
     *
     * @throws IllegalStateException when a place has no value, or a value is not safe
     */
    String filled(Map<String, String> values) {
        Matcher matcher = PLACE.matcher(text);
        StringBuilder out = new StringBuilder(text.length());
        while (matcher.find()) {
            String value = values.get(matcher.group(1));
            if (value == null || !SAFE.matcher(value).matches()) {
                throw new IllegalStateException(name + " has no usable value for " + matcher.group());
            }
            matcher.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(out).toString();
    }
}
