package io.rackledger.bmc.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CredentialFileTest {
    @TempDir
    private Path folder;

    @Test
    void findsAccountsByNameAndTheDefaultForNone() throws IOException {
        CredentialFile read = CredentialFile.read(
                file("rw-------", "lab.user=ada\nlab.password=s3cret\ndefault.user=d\ndefault.password=e\n"));
        assertThat(read.find("lab")).contains(new Credential("ada", "s3cret"));
        assertThat(read.find("")).contains(new Credential("d", "e"));
        assertThat(read.find("other")).isEmpty();
        assertThat(read.find("lab").orElseThrow().toString())
                .doesNotContain("ada")
                .doesNotContain("s3cret");
    }

    @Test
    void refusesAFileThatOthersCanRead() throws IOException {
        Path open = file("rw-r--r--", "lab.user=ada\nlab.password=s3cret\n");
        assertThatThrownBy(() -> CredentialFile.read(open)).hasMessageContaining("chmod 600");
    }

    @Test
    void namesTheEntryThatLacksAPassword() throws IOException {
        Path half = file("r--------", "lab.user=ada\n");
        assertThatThrownBy(() -> CredentialFile.read(half)).hasMessageContaining("lab.password");
    }

    private Path file(String mode, String content) throws IOException {
        Path file = folder.resolve("bmc.properties");
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file;
    }
}
