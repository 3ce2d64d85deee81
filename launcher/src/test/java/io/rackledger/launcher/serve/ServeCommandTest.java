package io.rackledger.launcher.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.launcher.ProgramRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told when the engine cannot start. */
final class ServeCommandTest {
    @TempDir
    private Path folder;

    @Test
    void namesThePortThatIsTakenAndTheOptionForAnother() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ProgramRun run =
                    ProgramRun.of("serve", "--data-dir", folder.toString(), "--api-port", "" + taken.getLocalPort());
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err())
                    .contains("port " + taken.getLocalPort() + " on 127.0.0.1, for the API, cannot be had")
                    .contains("--api-port");
        }
    }

    @Test
    void namesTheDirectoryThatCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        ProgramRun run =
                ProgramRun.of("serve", "--data-dir", file.resolve("below").toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("data directory").contains("--data-dir");
    }

    @Test
    void refusesACredentialFileThatOthersCanRead() throws IOException {
        Path open = Files.writeString(folder.resolve("bmc"), "a.user=u\na.password=p\n");
        ProgramRun run = ProgramRun.of(
                "serve", "--data-dir", folder.resolve("data").toString(), "--bmc-credentials", open.toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("chmod 600");
    }

    @Test
    void refusesKernelArgumentsThatABootLoaderWouldReadAsSomethingElse() {
        ProgramRun run = ProgramRun.of(
                "serve", "--data-dir", folder.toString(), "--boot-kernel-argument", "init=${next-server}");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains("kernel argument")
                .contains("init=${next-server}")
                .contains("--boot-kernel-argument");
    }

    @Test
    void refusesMoreKernelArgumentsThanACommandLineHolds() {
        ProgramRun run = ProgramRun.of(
                "serve",
                "--data-dir",
                folder.toString(),
                "--boot-kernel-argument",
                "a=" + "b".repeat(290),
                "--boot-kernel-argument",
                "c=" + "d".repeat(290));
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("kernel arguments of 586 bytes").contains("--boot-kernel-argument");
    }

    @Test
    void refusesAUrlForEventsOfBmcsByTlsWithoutACertificate() {
        ProgramRun run =
                ProgramRun.of("serve", "--data-dir", folder.toString(), "--bmc-events", "https://10.0.0.9:8483");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains("URL of BMC events 'https://10.0.0.9:8483'")
                .contains("--bmc-events-certificate");
    }
}
