package io.rackledger.launcher.bmc;

import io.rackledger.bmc.credential.Credential;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** User and password; the password comes from a file, as arguments are seen by everybody on the machine. */
final class AccountOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-U", "--user"},
            paramLabel = "USER",
            defaultValue = "admin",
            description = "At most 16 bytes with IPMI; default ${DEFAULT-VALUE}.")
    private String user = "";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Its first line is the password, at most 20 bytes with IPMI.")
    private @Nullable Path file;

    boolean hasPassword() {
        return file != null;
    }

    /** @throws ParameterException where there is no file, or it holds nothing */
    Credential credential() {
        if (file == null) {
            throw wrong("the password is missing; write it into a file and name that with --password-file");
        }
        try (var lines = Files.lines(file)) {
            String password = lines.findFirst().orElse("");
            if (password.isEmpty()) {
                throw wrong("the first line of " + file + " is empty; the password is to stand there");
            }
            return new Credential(user, password);
        } catch (MalformedInputException _) {
            throw wrong(file + " is no text in UTF-8; its first line is to be the password");
        } catch (IOException e) {
            throw wrong(
                    "the password cannot be read from " + file + " (" + e.getMessage() + "); check --password-file");
        }
    }

    String user() {
        return user;
    }

    private ParameterException wrong(String words) {
        return new ParameterException(spec.commandLine(), words);
    }
}
