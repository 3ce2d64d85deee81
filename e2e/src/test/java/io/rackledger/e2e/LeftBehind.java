package io.rackledger.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Takes away what the tests of this JVM leave behind where they are cut off, be it by SIGKILL: a program that watches this JVM from outside kills the
 * processes that were started by it (found by an environment variable that all of them inherit, see the root pom) and deletes what is named here.
 * After a run that comes to its end there is nothing to do. Thread-safe.
 */
public final class LeftBehind {
    private static final String VARIABLE = "RACKLEDGER_TEST_RUN";
    /** Only the JVM that Surefire started may look for the mark: programs that it starts inherit it, and end long before it. */
    private static final String MARK = System.getProperty("rackledger.root", "").isEmpty()
            ? ""
            : System.getenv().getOrDefault(VARIABLE, "");

    private static final Path LIST = watch();

    private LeftBehind() {}

    /** Begins to watch; more than once is once. */
    public static void isTakenAway() {
        if (!Files.exists(LIST)) {
            throw new IllegalStateException("the list of what is to be taken away has gone: " + LIST);
        }
    }

    /** Gone when all is taken away. */
    static Path list() {
        return LIST;
    }

    /** A network namespace of this name. */
    public static void namespace(String name) {
        add("netns " + name);
    }

    /** A folder below the one for temporary files, whose name begins with {@code rackledger-}. */
    public static void folder(Path folder) {
        add("folder " + folder);
    }

    /** A control group of the kernel. */
    public static void controlGroup(Path folder) {
        add("cgroup " + folder);
    }

    private static synchronized void add(String line) {
        try {
            Files.writeString(LIST, line + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path watch() {
        try {
            Path list = Files.createTempFile("rackledger-", ".left");
            // Outside Maven, or in a program of a test, what is marked is not ours, and an empty mark would be
            // anybody's.
            String mark = MARK.isEmpty() ? "nobody-" + list : MARK;
            Path script = Path.of("src/test/sh/reaper.sh").toAbsolutePath();
            Path told = Files.createDirectories(Path.of("target")).resolve("left-behind.txt");
            String pid = Long.toString(ProcessHandle.current().pid());
            ProcessBuilder reaper = new ProcessBuilder(
                            List.of("setsid", "sh", script.toString(), pid, mark, list.toString(), told.toString()))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            // It must not find itself.
            reaper.environment().remove(VARIABLE);
            reaper.start();
            return list;
        } catch (IOException e) {
            throw new UncheckedIOException("nobody can watch over what the tests leave behind", e);
        }
    }
}
