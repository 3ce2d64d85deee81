package io.rackledger.eventlog.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How the broker's process is started: this program's Java and class path, a small heap, and the compiler that starts fast. */
final class BrokerCommand {
    private BrokerCommand() {}

    static Process start(BrokerFiles files) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=" + files.logging(),
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                files.settings().toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(files.output().toFile()))
                .start();
    }
}
