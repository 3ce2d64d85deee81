package io.rackledger.boot.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.identity.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shelf remembers of its files. */
final class FileShelfTest {
    @TempDir
    Path directory;

    /** The directory itself does not change with that, so no scan clears what was remembered. */
    @Test
    void remembersOneDigestOfAFileHoweverOftenItIsRewritten() throws IOException {
        Path file = Files.writeString(directory.resolve("a.img"), "0");
        FileShelf shelf = new FileShelf(directory);
        for (int version = 1; version <= 50; version++) {
            String content = "x".repeat(version);
            Files.writeString(file, content);
            assertThat(shelf.find("a.img").orElseThrow().digest())
                    .isEqualTo(Digest.of(content.getBytes(StandardCharsets.US_ASCII)));
        }

        assertThat(shelf.remembered()).isEqualTo(1);
    }
}
