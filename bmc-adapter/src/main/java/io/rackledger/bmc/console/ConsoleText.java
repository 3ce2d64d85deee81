package io.rackledger.bmc.console;

import io.rackledger.core.identity.Text;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes lines of what a terminal would show. Escape sequences (ECMA-48) that only colour are left out, those that move to another place end
 * the line; every other control character stays, escaped. What comes is anybody's: bounded in all ways. Not thread-safe.
 */
final class ConsoleText {
    private static final int LONGEST_LINE = 1_000;
    private static final int LONGEST_SEQUENCE = 64;
    private static final int ESCAPE = 0x1b;
    private static final int BELL = 0x07;
    private static final int BACKSPACE = 0x08;
    /** Final characters of sequences that go to another place: A to H, J, d, f. */
    private static final String MOVING = "ABCDEFGHJdf";

    private enum Mode {
        PLAIN,
        /** An escape character came. */
        ESCAPED,
        /** In a control sequence: parameters, then one final character. */
        CONTROL,
        /** In a string for the terminal, such as a window's title. */
        STRING
    }

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private Mode mode = Mode.PLAIN;
    private int sequence;

    /** The lines that are complete by now; empty ones are none. */
    List<String> take(byte... bytes) {
        List<String> lines = new ArrayList<>();
        for (byte each : bytes) {
            take(each & 0xff, lines);
        }
        return lines;
    }

    /** What was begun, as a line: a prompt never ends. */
    Optional<String> rest() {
        List<String> lines = new ArrayList<>();
        end(lines);
        return lines.stream().findFirst();
    }

    private void take(int each, List<String> lines) {
        if (mode != Mode.PLAIN && ++sequence > LONGEST_SEQUENCE) {
            mode = Mode.PLAIN;
        }
        switch (mode) {
            case PLAIN -> plain(each, lines);
            case ESCAPED -> mode = escaped(each);
            case CONTROL -> {
                if (each >= 0x40 && each <= 0x7e) {
                    mode = Mode.PLAIN;
                    if (MOVING.indexOf(each) >= 0) {
                        end(lines);
                    }
                }
            }
            case STRING -> {
                if (each == BELL || each == ESCAPE) {
                    mode = each == BELL ? Mode.PLAIN : Mode.ESCAPED;
                }
            }
        }
    }

    private static Mode escaped(int each) {
        return switch (each) {
            case '[' -> Mode.CONTROL;
            case ']', 'P', '_', '^' -> Mode.STRING;
            // One more follows after these.
            case ' ', '#', '%', '(', ')', '*', '+' -> Mode.ESCAPED;
            default -> Mode.PLAIN;
        };
    }

    private void plain(int each, List<String> lines) {
        switch (each) {
            case ESCAPE -> {
                mode = Mode.ESCAPED;
                sequence = 0;
            }
            case '\r', '\n' -> end(lines);
            case BACKSPACE -> unwrite();
            case 0 -> {}
            default -> {
                line.write(each);
                if (line.size() >= LONGEST_LINE) {
                    end(lines);
                }
            }
        }
    }

    /** Firmware and boot loaders turn a wheel so. */
    private void unwrite() {
        byte[] written = line.toByteArray();
        line.reset();
        line.write(written, 0, Math.max(0, written.length - 1));
    }

    private void end(List<String> lines) {
        String text = Text.escaped(line.toString(StandardCharsets.UTF_8)).stripTrailing();
        line.reset();
        if (!text.isBlank()) {
            lines.add(text);
        }
    }
}
