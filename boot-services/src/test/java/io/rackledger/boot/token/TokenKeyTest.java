package io.rackledger.boot.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of a boot server and the tokens that it makes. */
final class TokenKeyTest {
    private static final NodeId NODE = NodeId.parse("6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b");

    @TempDir
    Path directory;

    @Test
    void makesAKeyThatOnlyItsOwnerCanRead() throws IOException {
        TokenKey.of(directory.resolve("data"));
        try (Stream<Path> files = Files.list(directory.resolve("data"))) {
            List<Path> made = files.toList();
            assertThat(made).hasSize(1);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.getFirst())))
                    .isEqualTo("rw-------");
            assertThat(Files.size(made.getFirst())).isEqualTo(32);
        }
    }

    @Test
    void makesTheSameTokensOfTheSameKey() throws IOException {
        Token first = TokenKey.of(directory).tokenFor(AttemptId.of(NODE, 1), BootStage.EPHEMERAL);

        assertThat(TokenKey.of(directory).tokenFor(AttemptId.of(NODE, 1), BootStage.EPHEMERAL))
                .isEqualTo(first);
        assertThat(first.value()).hasSize(32);
        assertThat(first.toString()).doesNotContain(first.value());
    }

    @Test
    void makesAnotherTokenForEachAttemptStageAndKey() throws IOException {
        Set<String> tokens = new TreeSet<>();
        for (String data : List.of("a", "b")) {
            TokenKey key = TokenKey.of(directory.resolve(data));
            for (int attempt = 1; attempt <= 100; attempt++) {
                for (BootStage stage : BootStage.values()) {
                    tokens.add(key.tokenFor(AttemptId.of(NODE, attempt), stage).value());
                }
            }
        }

        assertThat(tokens).hasSize(400);
    }

    @Test
    void refusesAKeyThatOthersCanReadOrThatIsShort() throws IOException {
        TokenKey.of(directory);
        Path key = directory.resolve("boot-token.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> TokenKey.of(directory)).hasMessageContaining("chmod 600");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.write(key, new byte[5]);
        assertThatThrownBy(() -> TokenKey.of(directory)).hasMessageContaining("32 bytes");
    }

    @Test
    void agreesOnOneKeyWhenManyStartAtOnce() {
        Set<String> tokens = new TreeSet<>(IntStream.range(0, 16)
                .parallel()
                .mapToObj(_ -> token(directory))
                .toList());

        assertThat(tokens).hasSize(1);
    }

    private static String token(Path data) {
        try {
            return TokenKey.of(data)
                    .tokenFor(AttemptId.of(NODE, 1), BootStage.INSTALLED)
                    .value();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 4648 section 10, as far as whole groups go. */
    @Test
    void encodesAsRfc4648Says() {
        byte[] bytes = "fooba".getBytes(StandardCharsets.US_ASCII);

        assertThat(Base32.encode(bytes, bytes.length)).isEqualTo("mzxw6ytb");
        assertThat(Base32.encode(HexFormat.of().parseHex("ffffffffff"), 5)).isEqualTo("77777777");
    }
}
