package io.rackledger.launcher.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A password out of a file or the standard input: arguments are seen by everybody on the machine. */
public final class SecretInput {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    private static final class Source {
        @Option(names = "--password-file", paramLabel = "FILE", description = "Its first line is the password.")
        private @Nullable Path file;

        @Option(names = "--password-stdin", description = "The first line of the standard input is the password.")
        private boolean standardInput;
    }

    /** @throws ParameterException where there is none */
    String read() {
        Path file = source.file;
        if (file != null) {
            return firstLine(spec.commandLine(), file, "the password", "--password-file");
        }
        try {
            return firstLine(spec.commandLine(), System.in, "the password", "--password-stdin");
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the password cannot be read (" + e.getMessage() + "); check --password-stdin",
                    e);
        }
    }

    /**
     * The first line of a file.
     *
     * @param what it is to be, for messages
     * @throws ParameterException where there is none
     */
    public static String firstLine(CommandLine command, Path file, String what, String option) {
        try (InputStream in = Files.newInputStream(file)) {
            return firstLine(command, in, what, option);
        } catch (IOException e) {
            throw new ParameterException(
                    command, what + " cannot be read from " + file + " (" + e.getMessage() + "); check " + option, e);
        }
    }

    private static String firstLine(CommandLine command, InputStream in, String what, String option)
            throws IOException {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        String line = text.lines().findFirst().orElse("");
        if (line.isEmpty()) {
            throw new ParameterException(
                    command, "the first line of " + option + " is empty; " + what + " is to stand there");
        }
        return line;
    }
}
