package io.rackledger.launcher.bmc;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.launcher.client.SecretInput;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

    @Option(
            names = "--kg-file",
            paramLabel = "FILE",
            description =
                    "Its first line is the BMC key (K_g) of IPMI, where the BMC has one: text, or 0x and hexadecimal digits.")
    private @Nullable Path kg;

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
            Optional<String> key = Optional.ofNullable(kg)
                    .map(path -> SecretInput.firstLine(spec.commandLine(), path, "the BMC key", "--kg-file"));
            return new Credential(user, password, key);
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
