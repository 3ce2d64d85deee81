package io.rackledger.boot.console;

import io.rackledger.boot.report.ForeignText;
import io.rackledger.core.signal.ConsolePath;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes lines for people of what came: without what only says which machine it was and when, which its signal says better. */
final class ConsoleText {
    /** RFC 5424: priority, version 1, time, host, program, process, message id, structured data. */
    private static final Pattern RFC5424 = Pattern.compile(
            "<[0-9]{1,3}>1 [^ ]{1,64} [^ ]{1,255} ([^ ]{1,48}) ([^ ]{1,128}) [^ ]{1,32} (?:-|(?:\\[[^\\]]{0,2000}])+) ?\ufeff?(.*)");
    /** RFC 3164: priority, time, perhaps a host, and the rest, which begins with the program. */
    private static final Pattern RFC3164 = Pattern.compile(
            "<[0-9]{1,3}>[A-Z][a-z]{2} [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} (?:[^ :\\[]{1,255} )?(.*)");

    private static final Pattern PRIORITY = Pattern.compile("<[0-9]{1,3}>(.*)");
    /** The kernel's extended form: level, number, microseconds and flags before the text. Documentation/networking/netconsole. */
    private static final Pattern EXTENDED = Pattern.compile("[0-9]{1,4},[0-9]{1,20},[0-9]{1,20},[^;]{1,200};(.*)");

    private ConsoleText() {}

    /** The lines of a message, none empty. */
    static List<String> of(ConsolePath path, byte[] message) {
        return ForeignText.lines(message)
                .lines()
                .map(String::stripTrailing)
                .map(line -> path == ConsolePath.SYSLOG ? syslog(line) : netconsole(line))
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static String syslog(String line) {
        Matcher modern = RFC5424.matcher(line);
        if (modern.matches()) {
            String process = modern.group(2).equals("-") ? "" : "[" + modern.group(2) + "]";
            return modern.group(1) + process + ": " + modern.group(3);
        }
        Matcher old = RFC3164.matcher(line);
        return old.matches() ? old.group(1) : withoutPriority(line);
    }

    private static String netconsole(String line) {
        Matcher extended = EXTENDED.matcher(line);
        return extended.matches() ? extended.group(1) : withoutPriority(line);
    }

    private static String withoutPriority(String line) {
        Matcher plain = PRIORITY.matcher(line);
        return plain.matches() ? plain.group(1) : line;
    }
}
