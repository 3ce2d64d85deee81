package io.rackledger.eventlog.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Documents in docs that are written by tests. They change only with -Drackledger.rewrite=true, and the change is reviewed. */
public final class KeptDocument {
    public static final Path DOCS = Path.of(System.getProperty("rackledger.root", ".."), "docs");
    private static final String REWRITE =
            " is stale; review what changed and rewrite it with: mvn -q -pl event-log -am test"
                    + " -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false -Dtests.jvm=-Drackledger.rewrite=true";

    private KeptDocument() {}

    static boolean rewriting() {
        return Boolean.getBoolean("rackledger.rewrite");
    }

    /** Fails where the file in docs is not the text; rewrites it instead where that is asked for. */
    public static void check(String name, String text, Class<?> test) {
        Path file = DOCS.resolve(name);
        String stale = "docs/" + name + REWRITE.formatted(test.getSimpleName());
        try {
            if (rewriting()) {
                Files.createDirectories(file.resolveSibling("."));
                Files.writeString(file, text);
            }
            assertThat(file).as(stale).exists();
            assertThat(text).as(stale).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
