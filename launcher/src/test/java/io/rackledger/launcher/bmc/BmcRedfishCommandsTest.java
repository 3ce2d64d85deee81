package io.rackledger.launcher.bmc;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.redfish.tls.Fingerprint;
import io.rackledger.bmc.simulated.SelfSignedCertificate;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import io.rackledger.launcher.ProgramRun;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code bmc} at a Redfish BMC whose certificate has signed itself, as a user runs them. */
final class BmcRedfishCommandsTest {
    private static final Credential ADMIN = new Credential("admin", "canary-5e0f");

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    @TempDir
    private Path folder;

    private Path password;
    private SelfSignedCertificate certificate;
    private SimulatedRedfishBmc bmc;
    private String pin;

    @BeforeEach
    void start() throws Exception {
        password = Files.writeString(folder.resolve("password"), ADMIN.password() + "\n");
        certificate = SelfSignedCertificate.make(folder, "bmc-7", "ip:127.0.0.1");
        pin = Fingerprint.of(certificate.certificate());
        bmc = SimulatedRedfishBmc.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                certificate.context(),
                "SIM-7",
                Optional.of(ADMIN),
                Duration.ofMillis(20),
                scheduler,
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        bmc.close();
        scheduler.shutdownNow();
    }

    private ProgramRun run(String command, String... more) {
        return ProgramRun.of(Stream.of(
                        Stream.of("bmc"),
                        Stream.of(command.split(" ")),
                        Stream.of("--address", bmc.address().value(), "--password-file", password.toString()),
                        Stream.of(more))
                .flatMap(words -> words)
                .toArray(String[]::new));
    }

    @Test
    void namesTheOptionThatBelievesACertificateAndNeverBelievesItByItself() {
        ProgramRun unknown = run("power");
        assertThat(unknown.exitCode()).as(unknown.err()).isEqualTo(31);
        assertThat(unknown.err()).contains("compare its SHA-256", "add --pin " + pin, "CERTIFICATE: find out who");
        assertThat(bmc.requests()).as("requests that came through").isZero();
        ProgramRun pinned = run("power", "--pin", pin.toUpperCase(Locale.ROOT));
        assertThat(pinned.exitCode()).as(pinned.err()).isZero();
        assertThat(pinned.out()).contains("power: off");
    }

    @Test
    void believesWhatTheNamedCaHasSigned() throws Exception {
        Path ca = certificate.pem(folder.resolve("ca.pem"));
        ProgramRun signed = run("power", "--ca", ca.toString());
        assertThat(signed.exitCode()).as(signed.err()).isZero();
        Path other = SelfSignedCertificate.make(folder, "other", "ip:127.0.0.1").pem(folder.resolve("other.pem"));
        assertThat(run("power", "--ca", other.toString()).exitCode()).isEqualTo(31);
        assertThat(run("power", "--ca", password.toString()).err()).contains("check --ca");
    }

    @Test
    void refusesOptionsOfCertificatesThatCouldNotBeKeptTo() {
        assertThat(run("power", "--pin", "12").err()).contains("--pin:", "64 hexadecimal digits");
        assertThat(run("power", "--pin", pin, "--ca", "x.pem").err()).contains("use one of them");
        ProgramRun plain = ProgramRun.of(
                "bmc", "power", "--address", "127.0.0.1", "--pin", pin, "--password-file", password.toString());
        assertThat(plain.exitCode()).isEqualTo(2);
        assertThat(plain.err()).contains("begins with redfish+https://");
        assertThat(ProgramRun.of("bmc", "power", "node-1", "--pin", pin).err())
                .contains("begins with redfish+https://");
    }

    @Test
    void probesStageByStage() throws Exception {
        ProgramRun unknown = run("probe");
        assertThat(unknown.exitCode()).as(unknown.out() + unknown.err()).isEqualTo(31);
        assertThat(unknown.out())
                .contains("ok     connecting to TCP port", "FAILS  agreeing on TLS", "add --pin " + pin);
        ProgramRun well = run("probe", "--pin", pin);
        assertThat(well.exitCode()).as(well.out()).isZero();
        assertThat(well.out())
                .contains("ok     logging in", "ok     reading the power state", "serial number: SIM-7", "power: off")
                .doesNotContain(ADMIN.password());
        Files.writeString(password, "wrong");
        ProgramRun wrong = run("probe", "--pin", pin, "-o", "json");
        assertThat(wrong.exitCode()).isEqualTo(12);
        assertThat(wrong.out()).contains("\"code\" : \"AUTH\"");
    }

    @Test
    void readsTheInventoryPutsAnImageIntoTheDriveAndRestartsTheBmc() {
        ProgramRun inventory = run("inventory", "--pin", pin);
        assertThat(inventory.exitCode()).as(inventory.err()).isZero();
        assertThat(inventory.out())
                .contains("serial number:  SIM-7", "memory:         32 GiB")
                .contains("PROCESSOR", "NETWORK", "DRIVE", "960 GB", "NVMe");
        assertThat(run("sensors", "--pin", pin).out()).contains("temperature", "21.5 °C, OK", "4200 RPM");
        String image = "http://192.0.2.1/rescue.iso";
        assertThat(run("media insert", image, "--pin", pin).out()).contains("inserted: true", "image: " + image);
        assertThat(run("media show", "--pin", pin).out()).contains("image: " + image);
        assertThat(run("media eject", "--pin", pin).out()).contains("inserted: false");
        assertThat(bmc.media()).isEmpty();
        assertThat(run("media insert", "--pin", pin).err()).contains("the image is missing");
        assertThat(run("media insert", "rescue.iso", "--pin", pin).err())
                .contains("a URL that the BMC itself can reach");
        ProgramRun restart = run("restart", "--pin", pin);
        assertThat(restart.exitCode()).as(restart.err()).isZero();
        assertThat(restart.out()).contains("answered 204 to Manager.Reset GracefulRestart");
        assertThat(bmc.restarts()).isEqualTo(1);
    }

    @Test
    void saysThatConsolesGoByIpmi() {
        assertThat(run("console", "--pin", pin).err()).contains("use --address ipmi://");
    }
}
