package io.rackledger.bmc.redfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.bmc.BmcBench;
import io.rackledger.bmc.credential.CertificateMemory;
import io.rackledger.bmc.credential.CertificatePins;
import io.rackledger.bmc.credential.MasterKey;
import io.rackledger.bmc.credential.PinnedCertificate;
import io.rackledger.bmc.credential.SealedStore;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.redfish.tls.Authorities;
import io.rackledger.bmc.redfish.tls.Fingerprint;
import io.rackledger.bmc.redfish.tls.TrustAdvice;
import io.rackledger.bmc.simulated.SelfSignedCertificate;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.PowerState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose TLS certificate the Redfish driver believes, over real TLS, with the store that the engine has. */
final class CertificateTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final NodeId NODE = NodeId.parse("6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b");
    private static final Optional<Instant> NEVER = Optional.empty();

    @TempDir
    private static Path made;

    private static SelfSignedCertificate first;
    private static SelfSignedCertificate second;

    private final BmcBench bench = new BmcBench();

    @TempDir
    private Path data;

    private CertificatePins pins;
    private SimulatedRedfishBmc bmc;

    @BeforeAll
    static void makeCertificates() throws Exception {
        first = SelfSignedCertificate.make(made, "first", "ip:127.0.0.1");
        second = SelfSignedCertificate.make(made, "second", "ip:127.0.0.1");
    }

    @BeforeEach
    void start() throws Exception {
        pins = store().pins().orElseThrow();
        bmc = bench.secured(first.context());
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private SealedStore store() throws Exception {
        return SealedStore.open(
                data.resolve("accounts"), MasterKey.readOrCreate(data.resolve("master.key")), List.of());
    }

    @Test
    void knowsABmcByTheCertificateThatItShowedFirst() throws Exception {
        assertThat(read(memory(NEVER))).isEqualTo(PowerState.OFF);
        assertThat(memory(NEVER).known()).get().asString().matches("[0-9a-f]{64}");
        bmc = bench.again(bmc, first.context());
        assertThat(read(memory(NEVER))).isEqualTo(PowerState.OFF);
    }

    @Test
    void refusesAnotherCertificateAndSendsItNoAccount() throws Exception {
        read(memory(NEVER));
        bmc = bench.again(bmc, second.context());
        assertThatThrownBy(() -> read(memory(NEVER))).isInstanceOfSatisfying(BmcTrouble.class, trouble -> {
            assertThat(trouble.kind()).isEqualTo(FailureKind.CERTIFICATE);
            assertThat(trouble.retryable()).isFalse();
            assertThat(trouble.detail())
                    .contains(bmc.address().authority())
                    .contains("shows another certificate")
                    .contains("CN=second")
                    .contains("bmc trust NODE");
        });
        assertThat(bmc.requests()).as("requests that came through").isZero();
    }

    @Test
    void believesTheNewOneOnceTheBmcIsTrustedAnewAndTheOldOneNoMore() throws Exception {
        read(memory(NEVER));
        bmc = bench.again(bmc, second.context());
        Optional<Instant> trusted = Optional.of(Instant.parse("2026-03-04T12:00:00Z"));
        assertThat(read(memory(trusted))).isEqualTo(PowerState.OFF);
        bmc = bench.again(bmc, first.context());
        assertThatThrownBy(() -> read(memory(trusted))).isInstanceOf(BmcTrouble.class);
    }

    @Test
    void remembersOverARestartAndTrustsNobodyWhereItCannotRead() throws Exception {
        read(memory(NEVER));
        pins = store().pins().orElseThrow();
        assertThat(memory(NEVER).known()).isPresent();
        Path file;
        try (var files = Files.list(data.resolve("accounts"))) {
            file = files.filter(each -> each.toString().endsWith(".certificate"))
                    .findFirst()
                    .orElseThrow();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.writeString(file, "form=1\nsha256=12\ntrusted=\n");
        assertThatThrownBy(() -> read(memory(NEVER)))
                .isInstanceOfSatisfying(
                        BmcTrouble.class, trouble -> assertThat(trouble.kind()).isEqualTo(FailureKind.CERTIFICATE));
    }

    @Test
    void keepsTheFirstOfTwoThatMeetItAtOnce() throws Exception {
        CertificateMemory one = memory(NEVER);
        CertificateMemory other = memory(NEVER);
        assertThat(one.remember("a".repeat(64))).isEqualTo("a".repeat(64));
        assertThat(other.remember("b".repeat(64))).isEqualTo("a".repeat(64));
    }

    @Test
    void believesWhatItsAuthoritiesHaveSignedForThisHostAlone() throws Exception {
        X509ExtendedTrustManager ours = Authorities.read(first.pem(data.resolve("ca.pem")));
        assertThat(read(ours)).isEqualTo(PowerState.OFF);
        bmc = bench.again(bmc, second.context());
        assertRefused(ours, "not trusted");
        SelfSignedCertificate elsewhere = SelfSignedCertificate.make(data, "elsewhere", "ip:127.0.0.9");
        bmc = bench.again(bmc, elsewhere.context());
        assertRefused(Authorities.read(elsewhere.pem(data.resolve("elsewhere.pem"))), "127.0.0.1");
    }

    private void assertRefused(X509ExtendedTrustManager authorities, String words) {
        assertThatThrownBy(() -> read(authorities)).isInstanceOfSatisfying(BmcTrouble.class, trouble -> {
            assertThat(trouble.kind()).isEqualTo(FailureKind.CERTIFICATE);
            assertThat(trouble.detail()).contains(words).contains("--bmc-ca");
        });
        assertThat(bmc.requests()).isZero();
    }

    @Test
    void neverTrustsBlindlyWhereThereIsNoPlaceToRemember() {
        assertThatThrownBy(() -> read(Optional.<CertificateMemory>empty()))
                .isInstanceOfSatisfying(
                        BmcTrouble.class, trouble -> assertThat(trouble.kind()).isEqualTo(FailureKind.CERTIFICATE));
        assertThat(bmc.requests()).isZero();
    }

    @Test
    void tellsACommandWhatToCompareAndBelievesWhatItPins() throws Exception {
        String shown = Fingerprint.of(first.certificate());
        assertThatThrownBy(() -> readByHand(Optional.empty()))
                .isInstanceOfSatisfying(
                        BmcTrouble.class,
                        trouble -> assertThat(trouble.detail())
                                .contains("CN=first", "not trusted")
                                .endsWith("if it is the same add --pin " + shown));
        String pairs = shown.replaceAll("..(?!$)", "$0:").toUpperCase(Locale.ROOT);
        assertThat(readByHand(Optional.of(PinnedCertificate.parse(pairs)))).isEqualTo(PowerState.OFF);
        long before = bmc.requests();
        PinnedCertificate other = PinnedCertificate.parse(Fingerprint.of(second.certificate()));
        assertThatThrownBy(() -> readByHand(Optional.of(other)))
                .isInstanceOfSatisfying(
                        BmcTrouble.class,
                        trouble -> assertThat(trouble.detail())
                                .contains("shows another certificate (SHA-256 " + shown, other.sha256())
                                .endsWith("give its SHA-256 with --pin"));
        assertThat(bmc.requests()).isEqualTo(before);
    }

    /** A message is bounded; what is to be typed must not be what is cut off. */
    @Test
    void tellsTheWholePinWhereNamesAreLong() throws Exception {
        SelfSignedCertificate wordy =
                SelfSignedCertificate.make(data, "long-" + "n".repeat(55), "dns:" + "h".repeat(60));
        bmc = bench.again(bmc, wordy.context());
        assertThatThrownBy(() -> readByHand(Optional.empty()))
                .hasMessageEndingWith(Fingerprint.of(wordy.certificate()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "zz", "0123456789abcdef0123456789abcdef:0123456789abcdef0123456789abcdef"})
    void refusesWhatIsNoFingerprint(String text) {
        assertThatThrownBy(() -> PinnedCertificate.parse(text)).hasMessageContaining("64 hexadecimal digits");
    }

    private PowerState readByHand(Optional<CertificateMemory> pin) throws BmcTrouble {
        try (RedfishDriver driver =
                        new RedfishDriver(CLOCK, Optional.empty(), TrustAdvice.OF_A_COMMAND, Runnable::run);
                BmcSession session = driver.open(bmc.address(), Optional.of(BmcBench.ADMIN), pin)) {
            return session.readPower(CLOCK.instant().plusSeconds(20));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no certificate at all"})
    void refusesAFileWithoutCertificates(String text) throws Exception {
        Path file = Files.writeString(data.resolve("ca.pem"), text);
        assertThatThrownBy(() -> Authorities.read(file)).hasMessageContaining("ca.pem");
    }

    private CertificateMemory memory(Optional<Instant> trustedAt) {
        return pins.of(NODE, trustedAt);
    }

    private PowerState read(CertificateMemory memory) throws BmcTrouble {
        return read(Optional.of(memory));
    }

    private PowerState read(Optional<CertificateMemory> memory) throws BmcTrouble {
        return read(Optional.empty(), memory);
    }

    private PowerState read(X509ExtendedTrustManager authorities) throws BmcTrouble {
        return read(Optional.of(authorities), Optional.of(memory(NEVER)));
    }

    private PowerState read(Optional<X509ExtendedTrustManager> authorities, Optional<CertificateMemory> memory)
            throws BmcTrouble {
        try (RedfishDriver driver = new RedfishDriver(CLOCK, authorities, Runnable::run);
                BmcSession session = driver.open(bmc.address(), Optional.of(BmcBench.ADMIN), memory)) {
            return session.readPower(CLOCK.instant().plusSeconds(20));
        }
    }
}
