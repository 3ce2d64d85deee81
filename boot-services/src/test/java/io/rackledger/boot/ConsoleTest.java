package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.boot.admission.Bucket;
import io.rackledger.boot.console.ConsoleLimits;
import io.rackledger.boot.console.ConsoleSettings;
import io.rackledger.core.boot.BootStage;
import io.rackledger.core.signal.ConsolePath;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.ConsoleHeard;
import io.rackledger.core.signal.SignalSubject;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What machines print, told as signals of the right attempt. */
final class ConsoleTest {
    private static final int BURST = 40;

    @TempDir
    Path directory;

    private Rack rack;

    @BeforeEach
    void start() throws IOException {
        rack = new Rack(
                directory,
                settings -> settings.withConsoles(ConsoleSettings.NONE
                        .withPorts(Optional.of(0), Optional.of(0))
                        .withLimits(ConsoleLimits.DEFAULT.withLines(new Bucket(BURST, 0.001), Duration.ofMillis(50)))));
        rack.planInspection();
    }

    @AfterEach
    void stop() {
        rack.close();
    }

    private int port(ConsolePath path) {
        return rack.services.consolePort(path).orElseThrow();
    }

    private List<ConsoleHeard> heard() {
        return rack.signals.of(ConsoleHeard.class).stream()
                .map(signal -> (ConsoleHeard) signal.body())
                .toList();
    }

    private String text() {
        return heard().stream().map(ConsoleHeard::text).collect(Collectors.joining());
    }

    private void datagram(ConsolePath path, String from, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(from))) {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port(path)));
        }
    }

    @Test
    void isHeardOfTheRealLoggerInAllItsForms() throws Exception {
        ForeignProgram.need("logger");
        rack.ephemeralToken();
        String port = Integer.toString(port(ConsolePath.SYSLOG));
        for (List<String> form : List.of(
                List.of("--udp", "--rfc3164"),
                List.of("--udp", "--rfc5424"),
                List.of("--tcp", "--rfc3164"),
                List.of("--tcp", "--octet-count", "--rfc5424"))) {
            List<String> words = List.of("logger", "--server", "127.0.0.1", "--port", port, "--tag", "installer");
            String message = "disk is gone " + String.join("", form);
            ForeignProgram.runWell(
                    directory,
                    Stream.of(words, form, List.of("--", message))
                            .flatMap(List::stream)
                            .toArray(String[]::new));
            Waiting.until(() -> text().contains(message));
            assertThat(text()).as(message).containsPattern("(?m)^installer(\\[[0-9]+])?: " + message + "$");
        }
        assertThat(rack.signals.of(ConsoleHeard.class))
                .extracting(Signal::subject)
                .containsOnly(Rack.subject(Rack.ATTEMPT, BootStage.EPHEMERAL));
        assertThat(heard()).allMatch(each -> each.path() == ConsolePath.SYSLOG && each.dropped() == 0);
    }

    @Test
    void isHeardOfAKernelInItsLastMoment() throws IOException {
        rack.ephemeralToken();
        datagram(ConsolePath.NETCONSOLE, "127.0.0.1", "[    2.5] VFS: Cannot open root device\n");
        datagram(ConsolePath.NETCONSOLE, "127.0.0.1", "[    2.6] Kernel panic - not syncing: VFS\u001b[0m\n");
        Waiting.until(() -> text().contains("panic"));

        assertThat(text())
                .isEqualTo(
                        "[    2.5] VFS: Cannot open root device\n[    2.6] Kernel panic - not syncing: VFS\\x1b[0m\n");
        assertThat(rack.signals.of(ConsoleHeard.class).getLast().subject())
                .isEqualTo(Rack.subject(Rack.ATTEMPT, BootStage.EPHEMERAL));
    }

    @Test
    void belongsToTheAddressWhereNobodyIsKnownAtIt() throws IOException {
        rack.ephemeralToken();
        datagram(ConsolePath.NETCONSOLE, "127.0.0.7", "who am I\n");
        Waiting.until(() -> !heard().isEmpty());

        assertThat(rack.signals.of(ConsoleHeard.class).getFirst().subject())
                .isEqualTo(new SignalSubject.OfSource("127.0.0.7"));
    }

    @Test
    void ofOneMachineIsKeptOnlySoMuchAndWhatIsLeftOutIsTold() throws IOException {
        rack.ephemeralToken();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(ConsolePath.SYSLOG))) {
            for (int i = 0; i < 500; i++) {
                socket.getOutputStream().write(("<6>line " + i + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
        Waiting.until(() -> heard().stream()
                        .mapToLong(each -> each.lines() + each.dropped())
                        .sum()
                == 500);

        assertThat(heard().stream().mapToInt(ConsoleHeard::lines).sum()).isEqualTo(BURST);
        assertThat(text().lines()).hasSize(BURST).startsWith("line 0", "line 1");
        assertThat(rack.services.droppedConsoleLines()).isEqualTo(500 - BURST);
        datagram(ConsolePath.SYSLOG, "127.0.0.9", "<6>another machine\n");
        Waiting.until(() -> text().contains("another machine"));
    }

    @Test
    void isCutWhereALineIsTooLong() throws IOException {
        datagram(ConsolePath.NETCONSOLE, "127.0.0.1", "x".repeat(5000) + "\nshort\n");
        Waiting.until(() -> text().contains("short"));

        assertThat(text()).isEqualTo("x".repeat(1000) + "...\nshort\n");
    }
}
