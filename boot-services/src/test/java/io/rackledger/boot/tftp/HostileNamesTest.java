package io.rackledger.boot.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.RequestRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that want something else than a file of the shelf: not one gets a byte, whatever lies around it. */
final class HostileNamesTest {
    private static final List<String> PARTS = List.of(
            "..",
            "...",
            ".",
            "/",
            "//",
            "\\",
            "..\\",
            "%2e%2e",
            "%2f",
            "%5c",
            "%00",
            "..%c0%af",
            "\u2025",
            "\uff0e\uff0e",
            "C:",
            "canary",
            "files",
            "etc/passwd",
            "snponly.efi",
            "\u202e",
            "\n",
            "\r",
            "\t",
            "\u0001",
            "~root",
            "$(id)",
            "`id`",
            "*",
            "?",
            "file://",
            "http://",
            "|",
            ";",
            "&",
            "'",
            "\"",
            " ",
            "link",
            ".hidden",
            "\ud83d\ude00");

    @TempDir
    Path directory;

    @Test
    void servesNoByteFromOutsideTheMapOfNames() throws IOException {
        try (TftpRack rack = new TftpRack(directory, TftpLimits.DEFAULT);
                RawTftp machine = new RawTftp(rack.port())) {
            Files.writeString(directory.resolve("canary"), "canary");
            Files.writeString(rack.files.resolve(".hidden"), "canary");
            Files.createDirectory(rack.files.resolve("folder"));
            Files.createSymbolicLink(rack.files.resolve("folder").resolve("link"), directory.resolve("canary"));
            List<String> names = names();
            assertThat(names).hasSizeGreaterThanOrEqualTo(2000).doesNotContain("snponly.efi", "empty.bin");
            for (String name : names) {
                machine.read(name, "tsize", "0");
                RawTftp.Packet answer = machine.receive();
                assertThat(answer.opcode()).as(name).isEqualTo(5);
                assertThat(answer.number()).as(name).isEqualTo(TftpError.FILE_NOT_FOUND.code());
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> rack.signals.all().size() == names.size());
            assertThat(rack.served()).isEmpty();
            assertThat(rack.signals.all()).extracting(Signal::body).allSatisfy(HostileNamesTest::isPrintable);
        }
    }

    private static void isPrintable(Object body) {
        assertThat(((RequestRefused) body).request()).matches("[^\\p{Cntrl}\\u202e]*");
    }

    /** Each alone, each pair, then longer ones by a fixed seed; none that is empty, and no name of a file of the shelf. */
    private static List<String> names() {
        List<String> names = new ArrayList<>(PARTS);
        names.remove("snponly.efi");
        names.addAll(List.of(
                "/etc/passwd", "../canary", "files/../../canary", "folder/link", "x".repeat(255), "y".repeat(900)));
        PARTS.forEach(first -> PARTS.forEach(second -> names.add(first + second)));
        Random random = new Random(20);
        while (names.size() < 2100) {
            StringBuilder name = new StringBuilder();
            for (int i = 3 + random.nextInt(4); i > 0; i--) {
                name.append(PARTS.get(random.nextInt(PARTS.size())));
            }
            names.add(name.toString());
        }
        return names;
    }
}
