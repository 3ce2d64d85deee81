package io.rackledger.launcher.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A password out of a file or the standard input: arguments are seen by everybody on the machine. */
final class SecretInput {
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
        try (InputStream in = file == null ? System.in : Files.newInputStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String password = text.lines().findFirst().orElse("");
            if (password.isEmpty()) {
                throw wrong("the first line is empty; the password is to stand there");
            }
            return password;
        } catch (IOException e) {
            throw wrong("the password cannot be read (" + e.getMessage() + "); check --password-file");
        }
    }

    private ParameterException wrong(String words) {
        return new ParameterException(spec.commandLine(), words);
    }
}
