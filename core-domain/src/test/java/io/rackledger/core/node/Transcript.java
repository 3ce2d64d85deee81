package io.rackledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that a test writes and a person reviews: kept in git, compared in each run, rewritten only when asked for. */
public final class Transcript {
    private static final String SWITCH = "rackledger.rewrite";

    private Transcript() {}

    /** Compares with the file; {@code path} is relative to the root of the repository. */
    public static void verify(String path, String actual) {
        Path file = Path.of(System.getProperty("rackledger.root", ".."), path);
        try {
            if (Boolean.getBoolean(SWITCH)) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            }
            assertThat(Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "")
                    .as(
                            "%s is stale; review what changed and rewrite it with: mvn -q -pl core-domain -am test -Dtests.jvm=-D%s=true",
                            path, SWITCH)
                    .isEqualTo(actual);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
