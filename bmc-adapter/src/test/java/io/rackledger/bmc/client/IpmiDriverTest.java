package io.rackledger.bmc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Pacing;
import io.rackledger.bmc.power.PowerControl;
import io.rackledger.bmc.power.PowerPace;
import io.rackledger.bmc.power.RecordingJournal;
import io.rackledger.bmc.power.Standstill;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerOutcome.Confirmed;
import io.rackledger.core.node.PowerOutcome.Failed;
import io.rackledger.core.node.PowerRequest;
import io.rackledger.core.node.PowerState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Power requests carried out on a BMC that others wrote. */
final class IpmiDriverTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Credential ADMIN = new Credential("admin", "s3cret");

    @TempDir
    private Path folder;

    private IpmiSim sim;
    private final IpmiDriver driver = new IpmiDriver(CLOCK);
    private final PowerControl control = new PowerControl(
            CLOCK,
            new Pacing(new SplittableRandom(7)),
            new PowerPace(Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofMillis(20)),
            new Standstill(CLOCK));

    @BeforeEach
    void start() throws IOException {
        sim = IpmiSim.start(folder);
    }

    @AfterEach
    void stop() {
        driver.close();
        sim.close();
    }

    @Test
    void rebootsByOffAndOnWithTheBootDeviceSetInBetween() throws Exception {
        assertThat(perform(PowerAction.ON, Optional.empty(), ADMIN, PATIENCE)).contains(new Confirmed(PowerState.ON));
        assertThat(perform(PowerAction.REBOOT, Optional.of(BootDevice.PXE), ADMIN, PATIENCE))
                .contains(new Confirmed(PowerState.ON));
        assertThat(sim.calls().lines().filter(line -> line.startsWith("set ")))
                .containsExactly("set power 1", "set power 0", "set boot pxe", "set power 1");
    }

    @Test
    void believesTheStateThatIsReadAndNotTheAnswer() throws Exception {
        sim.fault("stuck", "");
        Failed failed = failed(perform(PowerAction.ON, Optional.empty(), ADMIN, Duration.ofSeconds(3)));
        assertThat(failed.code()).isEqualTo(FailureCode.POWER_NOT_CHANGED);
        assertThat(failed.detail()).contains("answered 0x00 to Chassis Control ON (2 times)", "last read OFF");
    }

    @Test
    void failsAtOnceUnderAWrongPasswordAndShowsIt() throws Exception {
        Credential wrong = new Credential("admin", "canary-5e0f");
        Failed failed = failed(perform(PowerAction.ON, Optional.empty(), wrong, PATIENCE));
        assertThat(failed.code()).isEqualTo(FailureCode.BMC_REFUSED);
        assertThat(failed.detail()).contains("another password").doesNotContain("canary");
    }

    @Test
    @Tag("full")
    void outlastsABmcThatTakesSecondsForEachAnswer() throws Exception {
        sim.fault("delay", "2");
        assertThat(perform(PowerAction.READ, Optional.empty(), ADMIN, PATIENCE))
                .contains(new Confirmed(PowerState.OFF));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redfish+http://10.0.0.5/redfish/v1/Systems/1", "ipmi://10.0.0.5/x", "lan://10.0.0.5"})
    void refusesAddressesThatAreNotItsOwn(String address) {
        assertThatExceptionOfType(BmcTrouble.class)
                .isThrownBy(() -> driver.open(new BmcAddress(address), Optional.of(ADMIN)))
                .withMessageContaining("use ipmi://<host>[:<port>]");
    }

    @Test
    void refusesAPasswordThatIpmiCannotCarry() {
        Credential tooLong = new Credential("admin", "123456789012345678901");
        assertThatExceptionOfType(BmcTrouble.class)
                .isThrownBy(() -> driver.open(address(), Optional.of(tooLong)))
                .withMessageContaining("at most 20")
                .withMessageNotContaining("123456");
    }

    private BmcAddress address() {
        return new BmcAddress("ipmi://127.0.0.1:" + sim.address().getPort());
    }

    private Optional<PowerOutcome> perform(
            PowerAction action, Optional<BootDevice> device, Credential account, Duration patience) throws BmcTrouble {
        PowerRequest request = new PowerRequest(
                new PowerRequestId(1), action, device, false, CLOCK.instant().plus(patience));
        try (BmcSession session = driver.open(address(), Optional.of(account))) {
            return control.perform(
                    RecordingJournal.task(request, CLOCK.instant(), false, () -> true),
                    session,
                    new RecordingJournal());
        }
    }

    private static Failed failed(Optional<PowerOutcome> outcome) {
        assertThat(outcome).get().isInstanceOf(Failed.class);
        return (Failed) outcome.orElseThrow();
    }
}
