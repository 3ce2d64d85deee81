package io.rackledger.launcher.bmc;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The user's terminal while each key goes to the machine as it is: no echo, no signals of Ctrl-C. Closing restores it, and so does the end of
 * the program by a signal.
 */
final class RawTerminal implements AutoCloseable {
    private static final File TERMINAL = new File("/dev/tty");
    private static final int PATIENCE_SECONDS = 5;

    private final Optional<Changed> changed;

    /** @param before settings to come back to */
    private record Changed(String before, Thread atEnd) {}

    private RawTerminal(Optional<Changed> changed) {
        this.changed = changed;
    }

    /** Whether the program talks to a person. */
    static boolean isThere() {
        Console console = System.console();
        return console != null && console.isTerminal() && TERMINAL.exists();
    }

    /**
     * Changes the terminal, where there is one.
     *
     * @param typing whether keys are to go anywhere; where not, Ctrl-C still ends the program
     */
    static RawTerminal open(boolean typing) throws IOException {
        if (!typing || !isThere()) {
            return new RawTerminal(Optional.empty());
        }
        String settings = stty("-g");
        Thread atEnd = new Thread(() -> restore(settings), "terminal");
        Runtime.getRuntime().addShutdownHook(atEnd);
        stty("raw", "-echo");
        return new RawTerminal(Optional.of(new Changed(settings, atEnd)));
    }

    private static void restore(String settings) {
        try {
            stty(settings);
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal is left as it is; enter 'stty sane'", e);
        }
    }

    private static String stty(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectInput(TERMINAL)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!hasEnded(process) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("stty " + String.join(" ", arguments) + " failed: " + said);
        }
        return said;
    }

    private static boolean hasEnded(Process process) {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (changed.isEmpty()) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(changed.get().atEnd());
        } catch (IllegalStateException _) {
            // The program is ending, and the hook does the same.
        }
        restore(changed.get().before());
    }
}
