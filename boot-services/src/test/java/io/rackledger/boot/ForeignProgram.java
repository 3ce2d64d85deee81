package io.rackledger.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs of others as judges; a machine that lacks one says so loudly and leaves the test out. */
public final class ForeignProgram {
    private static final int PATIENCE_SECONDS = 60;
    private static final List<String> PLACES = List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin");

    private ForeignProgram() {}

    /** Leaves the test out where one of the programs is not installed. */
    public static void need(String... programs) {
        for (String program : programs) {
            assume(present(program), program + " is not installed");
        }
    }

    /** Leaves the test out where one of the files of a package is not there. */
    public static void needFiles(Path... files) {
        for (Path file : files) {
            assume(Files.exists(file), file + " is not installed");
        }
    }

    /** Leaves the test out where it does not run as root. */
    public static void needRoot() {
        assume(System.getProperty("user.name").equals("root"), "this takes root");
    }

    private static void assume(boolean holds, String why) {
        if (!holds) {
            System.err.println("TEST LEFT OUT: " + why);
        }
        Assumptions.assumeTrue(holds, why);
    }

    private static boolean present(String program) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), PLACES.stream())
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    /** What a program said, both of its outputs, and how it ended. */
    public record Said(int exit, String output) {}

    /** Runs a command line, without a shell, to its end. */
    public static Said run(Path directory, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output", ".txt");
        Process process = start(directory, output, command);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IOException(String.join(" ", command) + " did not end; " + Files.readString(output));
        }
        return new Said(process.exitValue(), Files.readString(output));
    }

    /** The same, with the demand that it ends well. */
    public static String runWell(Path directory, String... command) throws IOException, InterruptedException {
        Said said = run(directory, command);
        if (said.exit() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + said.exit() + ": " + said.output());
        }
        return said.output();
    }

    /** Starts a program that goes on until it is stopped. */
    public static Process start(Path directory, Path output, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
        return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }
}
