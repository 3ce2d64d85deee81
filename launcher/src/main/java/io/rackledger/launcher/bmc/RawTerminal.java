package io.rackledger.launcher.bmc;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The user's terminal while each key goes to the machine as it is: no echo, no signals of Ctrl-C. Closing restores it. */
final class RawTerminal implements AutoCloseable {
    private static final File TERMINAL = new File("/dev/tty");
    private static final int PATIENCE_SECONDS = 5;

    private final Optional<String> before;

    private RawTerminal(Optional<String> before) {
        this.before = before;
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
        stty("raw", "-echo");
        return new RawTerminal(Optional.of(settings));
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
    public void close() throws IOException {
        if (before.isPresent()) {
            stty(before.get());
        }
    }
}
