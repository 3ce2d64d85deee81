package io.rackledger.core.boot;

import io.rackledger.core.identity.Text;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A step that the step runner executes on the machine: a POSIX sh script with a time limit.
 *
 * @param name 1 to 64 of a-z, 0-9, '-', '_' and '.'
 * @param script the script, or empty for one of the engine's own steps of that name
 * @param limit 1 s to 24 h
 * @param required whether its failure ends the attempt
 */
public record Step(String name, String script, Duration limit, boolean required) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final int LONGEST_SCRIPT = 65_536;
    private static final Duration LONGEST = Duration.ofHours(24);

    public Step {
        Text.require(NAME.matcher(name).matches(), "step name", name, "1 to 64 of a-z, 0-9, '.', '_' and '-'");
        Text.require(script.length() <= LONGEST_SCRIPT, "step script of " + name, script, "at most 65536 characters");
        boolean bounded = limit.compareTo(Duration.ofSeconds(1)) >= 0 && limit.compareTo(LONGEST) <= 0;
        // The same few names stand in the attempts of all nodes.
        name = name.intern();
        Text.require(bounded, "step limit of " + name, limit.toString(), "a duration from PT1S to PT24H");
    }
}
