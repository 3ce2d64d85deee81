package io.rackledger.bmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.credential.CredentialStore;
import io.rackledger.bmc.power.PowerPace;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.simulated.PowerListener;
import io.rackledger.bmc.simulated.SimulatedIpmiBmc;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerOutcome.Confirmed;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.signal.SignalBody.PowerReported;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An effector dies at each of its dealings with BMC and log in turn; another one takes over. The machine moves once. */
final class KilledEffectorTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Credential ADMIN = new Credential("admin", "s3cret");
    private static final PowerPace FAST =
            new PowerPace(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(20));
    private static final int MOST_DEALINGS = 60;

    private final BmcBench bench = new BmcBench();
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @AfterEach
    void stop() {
        bench.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rebootsAMachineOnceByIpmiWhereverItDies(boolean afterwards) {
        everyDealing("ipmi", afterwards);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("full")
    void rebootsAMachineOnceByRedfishWhereverItDies(boolean afterwards) {
        everyDealing("redfish", afterwards);
    }

    private void everyDealing(String driver, boolean afterwards) {
        int dealing = 1;
        while (rebootDyingAt(driver, dealing, afterwards)) {
            dealing++;
            assertThat(dealing).isLessThan(MOST_DEALINGS);
        }
        // Identity, boot device, two buttons, their intents, reads that settle, and the report: so many it must have
        // been.
        assertThat(dealing).isGreaterThan(12);
    }

    /** False where the work was done before that dealing came. */
    private boolean rebootDyingAt(String driver, int dealing, boolean afterwards) {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        ManualLog log = new ManualLog();
        log.append(
                TestNodes.NODE, 1, TestNodes.enrolled(TestNodes.NODE, driver, Optional.of(bmc(driver, seen)), "bmc"));
        seen.clear();
        log.append(
                TestNodes.NODE,
                2,
                TestNodes.asked(
                        1,
                        PowerAction.REBOOT,
                        Optional.of(BootDevice.PXE),
                        CLOCK.instant(),
                        CLOCK.instant().plusSeconds(60)));
        DyingHands dying = new DyingHands(dealing, afterwards);
        boolean died;
        try (BmcAdapter _ = BmcAdapter.start(settings(), log, log, dying.before(log), CLOCK, dying::before)) {
            await().until(() -> dying.isDead() || isReported(log));
            died = dying.isDead();
        }
        try (BmcAdapter _ = BmcAdapter.start(settings(), log, log, log, CLOCK)) {
            await().until(() -> isReported(log));
        }
        assertThat(log.told(PowerReported.class))
                .as("%s dying %s dealing %d", driver, afterwards ? "after" : "before", dealing)
                .allSatisfy(report -> assertThat(report.outcome()).isEqualTo(new Confirmed(PowerState.ON)));
        assertThat(seen)
                .as("%s dying %s dealing %d", driver, afterwards ? "after" : "before", dealing)
                .containsExactly("off", "on from Optional[PXE]");
        return died;
    }

    private static boolean isReported(ManualLog log) {
        return !log.told(PowerReported.class).isEmpty();
    }

    private BmcAddress bmc(String driver, List<String> seen) {
        PowerListener machine = new PowerListener() {
            @Override
            public void poweredOn(Optional<BootDevice> override) {
                seen.add("on from " + override);
            }

            @Override
            public void poweredOff() {
                seen.add("off");
            }
        };
        if (driver.equals("redfish")) {
            SimulatedRedfishBmc bmc = bench.start(Optional.of(ADMIN), Duration.ofMillis(15));
            bmc.changeFromOutside(PowerState.ON);
            bmc.listen(machine);
            return bmc.address();
        }
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        SimulatedIpmiBmc bmc = SimulatedIpmiBmc.start(
                group, loopback, 7, Account.of(ADMIN.user(), ADMIN.password()), Duration.ofMillis(15), CLOCK);
        bmc.changeFromOutside(PowerState.ON);
        bmc.listen(machine);
        return bmc.address();
    }

    private static BmcSettings settings() {
        return new BmcSettings(
                "bmc-adapter",
                _ -> Optional.of(ADMIN),
                CredentialStore.none(),
                Optional.empty(),
                4,
                FAST,
                Optional.empty());
    }
}
