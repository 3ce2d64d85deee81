package io.rackledger.boot.console;

import java.util.Optional;

/**
 * Where consoles are heard, by UDP and TCP under the same number; 0 takes free ones.
 *
 * @param syslogPort usually 514; empty: not at all
 * @param netconsolePort usually 6666; empty: not at all
 */
public record ConsoleSettings(Optional<Integer> syslogPort, Optional<Integer> netconsolePort, ConsoleLimits limits) {
    /** Nothing is heard. */
    public static final ConsoleSettings NONE =
            new ConsoleSettings(Optional.empty(), Optional.empty(), ConsoleLimits.DEFAULT);

    public ConsoleSettings withPorts(Optional<Integer> syslog, Optional<Integer> netconsole) {
        return new ConsoleSettings(syslog, netconsole, limits);
    }

    public ConsoleSettings withLimits(ConsoleLimits bounds) {
        return new ConsoleSettings(syslogPort, netconsolePort, bounds);
    }
}
