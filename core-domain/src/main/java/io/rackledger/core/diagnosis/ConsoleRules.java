package io.rackledger.core.diagnosis;

import io.rackledger.core.identity.Text;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lines of a machine's console say about its boot. */
final class ConsoleRules {
    private static final int SHOWN = 110;
    /** The kernel's last words: after them nothing of it runs any more. kernel/panic.c, and its out-of-memory killer's panic. */
    private static final Pattern PANIC = Pattern.compile("Kernel panic - not syncing[^\\n]*");

    private ConsoleRules() {}

    /** The line of a kernel's panic, bounded; empty where there is none. */
    static Optional<String> panic(String text) {
        Matcher matcher = PANIC.matcher(text);
        return matcher.find() ? Optional.of(Text.bounded(matcher.group(), SHOWN).strip()) : Optional.empty();
    }
}
