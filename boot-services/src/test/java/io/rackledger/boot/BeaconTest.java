package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.signal.BeaconPath;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.BeaconReceived;
import io.rackledger.core.signal.SignalBody.RequestRefused;
import io.rackledger.core.signal.SignalSubject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reserved names by which boot loaders tell what failed. */
final class BeaconTest {
    private static final String NAME = "rackledger-beacon/52-54-00-12-34-56/kernel/0x4c0a6035";

    @TempDir
    Path directory;

    private Rack rack;
    private DatagramSocket machine;

    @BeforeEach
    void start() throws IOException {
        rack = new Rack(directory, settings -> settings.withFirmware(FirmwareSettings.NONE.withTftp(0)));
        rack.planInspection();
        machine = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        machine.setSoTimeout(10_000);
    }

    @AfterEach
    void stop() {
        machine.close();
        rack.close();
    }

    /** What the server answers to a read request of that name, as text. */
    private String tftp(String name) throws IOException {
        ask(name);
        return answer();
    }

    private void ask(String name) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 1});
        out.writeBytes((name + "\0octet\0tsize\0" + "0\0").getBytes(StandardCharsets.UTF_8));
        byte[] bytes = out.toByteArray();
        int port = rack.services.tftpPort().orElseThrow();
        machine.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }

    private String answer() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[600], 600);
        machine.receive(packet);
        assertThat(packet.getData()[1]).as("an error").isEqualTo((byte) 5);
        return new String(packet.getData(), 4, packet.getLength() - 5, StandardCharsets.UTF_8);
    }

    private Signal told() {
        return rack.signals.of(BeaconReceived.class).getLast();
    }

    @Test
    void tellByHttpAndByTftpWhichStepOfTheAttemptFailed() throws IOException {
        String token = rack.ephemeralToken();
        SignalSubject attempt = Rack.subject(Rack.ATTEMPT, BootStage.EPHEMERAL);

        assertThat(rack.get("/" + NAME + "/" + token).statusCode()).isEqualTo(200);
        assertThat(told().subject()).isEqualTo(attempt);
        assertThat(told().body())
                .isEqualTo(new BeaconReceived(Rack.MAC, "kernel", "0x4c0a6035", BeaconPath.HTTP, true));
        assertThat(tftp(NAME + "/" + token)).isEqualTo("Recorded.");
        assertThat(told().subject()).isEqualTo(attempt);
        assertThat(told().body())
                .isEqualTo(new BeaconReceived(Rack.MAC, "kernel", "0x4c0a6035", BeaconPath.TFTP, true));
    }

    /** Where the boot loader has no number, its part of the name is empty, and HTTP makes one of two slashes. */
    @Test
    void knowTheTokenAlsoWhereTheErrorIsEmpty() throws IOException {
        String token = rack.ephemeralToken();
        rack.get("/rackledger-beacon/52-54-00-12-34-56/start//" + token);
        tftp("/rackledger-beacon/52-54-00-12-34-56/start//" + token);

        assertThat(rack.signals.of(BeaconReceived.class))
                .extracting(Signal::body)
                .containsExactly(
                        new BeaconReceived(Rack.MAC, "start", "", BeaconPath.HTTP, true),
                        new BeaconReceived(Rack.MAC, "start", "", BeaconPath.TFTP, true));
    }

    @Test
    void proveNothingWithoutTheToken() throws IOException {
        tftp(NAME);
        assertThat(((BeaconReceived) told().body()).proven()).isFalse();
        assertThat(told().subject()).isEqualTo(Rack.subject(Rack.ATTEMPT, BootStage.EPHEMERAL));
        tftp(NAME + "/" + "a".repeat(32));
        assertThat(((BeaconReceived) told().body()).proven()).isFalse();
        tftp("rackledger-beacon/52:54:00:99:99:99/kernel");
        assertThat(told().subject()).isInstanceOf(SignalSubject.OfMac.class);
    }

    @Test
    void areRefusedWhereTheNameIsNoBeaconAndNoTokenIsWrittenDown() throws IOException {
        String token = rack.ephemeralToken();
        assertThat(tftp("rackledger-beacon/nonsense/kernel/1/" + token)).startsWith("A beacon is ");
        assertThat(tftp("rackledger-beacon/../../etc/passwd")).startsWith("A beacon is ");
        assertThat(rack.get("/rackledger-beacon/nonsense/kernel/1/" + token).statusCode())
                .isEqualTo(400);

        Waiting.until(() -> rack.signals.of(RequestRefused.class).size() == 3);
        assertThat(rack.signals.of(BeaconReceived.class)).isEmpty();
        assertThat(rack.signals.all())
                .noneMatch(signal -> signal.body().toString().contains(token));
    }

    @Test
    void ofOneMachineAreWrittenDownOnlySoOften() throws IOException {
        for (int i = 0; i < 30; i++) {
            assertThat(tftp("rackledger-beacon/52-54-00-12-34-56/kernel/" + i)).isEqualTo("Recorded.");
        }

        assertThat(rack.signals.of(BeaconReceived.class).size()).isBetween(10, 12);
        assertThat(rack.services.droppedBeacons()).isBetween(18L, 20L);
    }

    /** So that the boot loader, which repeats what it got no answer to, tells it again. */
    @Test
    void areAnsweredOnlyWhenTheyAreWrittenDown() throws IOException {
        rack.signals.stall(true);
        machine.setSoTimeout(1500);
        ask(NAME);
        assertThatThrownBy(this::answer).isInstanceOf(SocketTimeoutException.class);
        assertThat(rack.get("/" + NAME).statusCode()).isEqualTo(503);
        rack.signals.stall(false);

        machine.setSoTimeout(10_000);
        String again = "rackledger-beacon/52-54-00-12-34-56/initrd/2";
        assertThat(tftp(again)).isEqualTo("Recorded.");
        assertThat(tftp(again)).isEqualTo("Recorded.");
        assertThat(rack.signals.of(BeaconReceived.class).stream()
                        .map(Signal::id)
                        .distinct())
                .hasSize(1);
    }
}
