package io.rackledger.launcher.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Prometheus' own tool, where it is installed (Debian's package prometheus). */
final class Promtool {
    private static final Path PROGRAM = Path.of("/usr/bin/promtool");

    record Run(int exit, String output) {}

    static Promtool find() {
        Promtool tool = new Promtool();
        if (!tool.isThere()) {
            System.err.println("SKIPPED: promtool is not installed, so Prometheus itself has judged nothing");
        }
        return tool;
    }

    boolean isThere() {
        return Files.isExecutable(PROGRAM);
    }

    Run run(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        command.addAll(List.of(arguments));
        Path in = Files.createTempFile("promtool", ".in");
        Path out = Files.createTempFile("promtool", ".out");
        try {
            Files.writeString(in, input);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("promtool did not end");
            }
            return new Run(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
        } finally {
            Files.delete(in);
            Files.delete(out);
        }
    }
}
