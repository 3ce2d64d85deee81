package io.rackledger.query.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server of a data directory says: a file beside the directory, and the file of the start before that. */
final class ServerOutput {
    private static final Logger LOG = LoggerFactory.getLogger(ServerOutput.class);
    private static final String GRAVE = "FATAL: ";

    private final Path file;

    private ServerOutput(Path file) {
        this.file = file;
    }

    static ServerOutput of(Path data) {
        return new ServerOutput(data.resolveSibling(data.getFileName() + ".log"));
    }

    /** Keeps what the last server said, which may be why it died, and makes room for the next. */
    ProcessBuilder.Redirect begin() throws IOException {
        if (Files.exists(file)) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return ProcessBuilder.Redirect.appendTo(file.toFile());
    }

    /** Why it could not start, in its own words where it said any, and where to read more. */
    String words() {
        return grave().map(said -> ": " + said).orElse("") + "; all that it said is in " + file;
    }

    private Optional<String> grave() {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.contains(GRAVE))
                    .map(line ->
                            line.substring(line.indexOf(GRAVE) + GRAVE.length()).strip())
                    .reduce((_, later) -> later);
        } catch (IOException e) {
            LOG.debug("The output of PostgreSQL cannot be read", e);
            return Optional.empty();
        }
    }
}
