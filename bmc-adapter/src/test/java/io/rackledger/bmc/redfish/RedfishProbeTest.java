package io.rackledger.bmc.redfish;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.bmc.BmcBench;
import io.rackledger.bmc.credential.CertificateMemory;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.credential.PinnedCertificate;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.ProbeReport;
import io.rackledger.bmc.redfish.tls.Fingerprint;
import io.rackledger.bmc.redfish.tls.TrustAdvice;
import io.rackledger.bmc.simulated.BmcFault;
import io.rackledger.bmc.simulated.RedfishCharacter;
import io.rackledger.bmc.simulated.RedfishTrait;
import io.rackledger.bmc.simulated.SelfSignedCertificate;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import io.rackledger.core.identity.BmcAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At which stage a walk to a Redfish service ends, and what it tells. */
final class RedfishProbeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BmcBench bench = new BmcBench();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        bench.close();
    }

    private static ProbeReport probe(BmcAddress address, Duration patience, Optional<CertificateMemory> pin) {
        return probe(address, BmcBench.ADMIN, patience, pin);
    }

    private static ProbeReport probe(
            BmcAddress address, Credential account, Duration patience, Optional<CertificateMemory> pin) {
        try (RedfishDriver driver =
                new RedfishDriver(Clock.systemUTC(), Optional.empty(), TrustAdvice.OF_A_COMMAND, Runnable::run)) {
            return driver.probe(address, Optional.of(account), pin, patience);
        }
    }

    private static ProbeReport plain(String address) {
        return probe(new BmcAddress(address), PATIENCE, Optional.empty());
    }

    /** All stages before it went well, and it tells this. */
    private static void assertFails(ProbeReport found, FailureKind kind, String stage, String words) {
        ProbeReport.Step last = found.stages().getLast();
        assertThat(last.stage()).as(found.toString()).contains(stage);
        assertThat(last.trouble()).contains(words);
        assertThat(found.failure()).contains(kind);
        assertThat(found.stages().subList(0, found.stages().size() - 1))
                .allSatisfy(step -> assertThat(step.trouble()).isEmpty());
    }

    @Test
    void walksThroughAllStagesAndTellsWhatItMet() throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.make(folder, "first", "dns:elsewhere");
        SimulatedRedfishBmc bmc = bench.secured(certificate.context());
        String shown = Fingerprint.of(certificate.certificate());
        ProbeReport found = probe(bmc.address(), PATIENCE, Optional.of(PinnedCertificate.parse(shown)));
        assertThat(found.failure()).as(found.toString()).isEmpty();
        assertThat(found.stages())
                .extracting(ProbeReport.Step::stage)
                .containsExactly(
                        "finding its IP address",
                        "connecting to TCP port " + bmc.address().uri().getPort(),
                        "agreeing on TLS, and whether its certificate is believed",
                        "reading the service root",
                        "logging in",
                        "choosing the system",
                        "reading the power state",
                        "reading the manager, which is the BMC itself",
                        "reading the boot device");
        assertThat(found.facts())
                .containsEntry("IP address", "127.0.0.1")
                .containsEntry("certificate's SHA-256", shown)
                .containsEntry("login", "session")
                .containsEntry("system", "/redfish/v1/Systems/1")
                .containsEntry("serial number", bmc.identity().serial())
                .containsEntry("firmware", "1.0")
                .containsEntry("power", "off")
                .containsEntry("boot override", "none");
        assertThat(found.facts().get("certificate")).startsWith("CN=first, until 20");
        assertThat(bmc.sessions()).as("it logs out").isZero();
    }

    @Test
    void endsWhereTheHostIsNotFoundOrNobodyListens() throws Exception {
        assertFails(
                plain("redfish+http://bmc.invalid/"),
                FailureKind.UNREACHABLE,
                "finding its IP address",
                "bmc.invalid has a host name that cannot be resolved");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertFails(
                plain("redfish+http://127.0.0.1:" + port),
                FailureKind.UNREACHABLE,
                "connecting to TCP port " + port,
                "lets nobody connect");
    }

    @Test
    void endsAtACertificateThatNobodyVouchesForAndAtAnotherOne() throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.make(folder, "first", "ip:127.0.0.1");
        SimulatedRedfishBmc bmc = bench.secured(certificate.context());
        assertFails(
                probe(bmc.address(), PATIENCE, Optional.empty()),
                FailureKind.CERTIFICATE,
                "agreeing on TLS",
                "add --pin " + Fingerprint.of(certificate.certificate()));
        assertFails(
                probe(bmc.address(), PATIENCE, Optional.of(new PinnedCertificate("0".repeat(64)))),
                FailureKind.CERTIFICATE,
                "agreeing on TLS",
                "shows another certificate");
        assertThat(bmc.requests()).isZero();
    }

    @Test
    void tellsAPortWithoutTlsFromOneThatSaysNothing() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> greet(plain));
            assertFails(
                    probe(
                            new BmcAddress("redfish+https://127.0.0.1:" + plain.getLocalPort()),
                            PATIENCE,
                            Optional.empty()),
                    FailureKind.CORRUPT,
                    "agreeing on TLS",
                    "speaks no TLS at this port");
        }
        try (ServerSocket mute = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            String at = "127.0.0.1:" + mute.getLocalPort();
            Duration soon = Duration.ofMillis(500);
            assertFails(
                    probe(new BmcAddress("redfish+https://" + at), soon, Optional.empty()),
                    FailureKind.SILENT,
                    "agreeing on TLS",
                    "did not answer within");
            assertFails(
                    probe(new BmcAddress("redfish+http://" + at), soon, Optional.empty()),
                    FailureKind.SILENT,
                    "reading the service root",
                    "did not answer GET /redfish/v1/");
        }
    }

    private static void greet(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            // Until the other side has had enough.
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void tellsAWrongPasswordAWrongSystemAndSessionsThatAreTaken() {
        SimulatedRedfishBmc bmc = bench.guarded();
        ProbeReport wrong = probe(bmc.address(), new Credential("admin", "wrong-0815"), PATIENCE, Optional.empty());
        assertFails(wrong, FailureKind.AUTH, "logging in", "answered 401 to POST");
        assertThat(wrong.toString()).doesNotContain("wrong-0815");
        String authority = bmc.address().authority();
        assertFails(
                plain("redfish+http://" + authority + "/redfish/v1/Systems/9"),
                FailureKind.REFUSED,
                "choosing the system",
                "is not a system of this BMC");
        bmc.misbehave(new BmcFault.SessionsFull("Base.1.8.SessionLimitExceeded"));
        assertThat(plain(bmc.address().value()).facts())
                .containsEntry("login", "Basic authentication, as all sessions are taken");
        bmc.behaveAs(RedfishCharacter.plain(RedfishTrait.NO_BASIC));
        assertFails(plain(bmc.address().value()), FailureKind.SESSIONS_FULL, "", "sessions are taken");
    }

    @Test
    void tellsHowItLoggedInWhereThereAreNoSessions() {
        SimulatedRedfishBmc bmc = bench.guarded();
        bmc.behaveAs(RedfishCharacter.plain(RedfishTrait.NO_SESSIONS));
        assertThat(plain(bmc.address().value()).facts()).containsEntry("login", "Basic authentication");
    }

    @Test
    void namesWhatIsNoAddress() {
        assertFails(plain("ipmi://127.0.0.1"), FailureKind.REFUSED, "reading the address", "is none of driver redfish");
    }
}
