package io.rackledger.bmc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.BootChoice;
import io.rackledger.bmc.driver.BootSetting;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.Inventory;
import io.rackledger.bmc.driver.SensorText;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.BmcKey;
import io.rackledger.bmc.simulated.IpmiBench;
import io.rackledger.bmc.simulated.IpmiFault;
import io.rackledger.bmc.simulated.SimulatedIpmiBmc;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.BootMode;
import io.rackledger.core.node.PowerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators and the engine read of a BMC by the driver, and the bits of the boot device. */
final class BmcReadingTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Credential ADMIN = new Credential(IpmiBench.USER, IpmiBench.PASSWORD);

    private final IpmiBench bench = new IpmiBench();
    private final SimulatedIpmiBmc sim = bench.start();
    private final IpmiDriver driver = new IpmiDriver(CLOCK);

    @AfterEach
    void end() {
        driver.close();
        bench.close();
    }

    private BmcAddress address() {
        return sim.address();
    }

    @Test
    void tellsTheBmcForWhichFirmwareTheBootDeviceIs() throws BmcTrouble {
        for (BootMode mode : BootMode.values()) {
            try (BmcSession session = driver.open(address(), Optional.of(ADMIN))) {
                session.setBootDevice(new BootChoice(BootDevice.PXE, true, Optional.of(mode)), in(PATIENCE));
                assertThat(session.bootSetting(in(PATIENCE)))
                        .isEqualTo(new BootSetting("pxe", true, Optional.of(mode)));
            }
        }
    }

    /** The machine boots all the same where its firmware knows one way only. */
    @Test
    void goesOnWhereTheBmcDropsTheModeOfTheFirmware() throws BmcTrouble {
        sim.misbehave(new IpmiFault.DropsBootBits());
        try (BmcSession session = driver.open(address(), Optional.of(ADMIN))) {
            session.setBootDevice(new BootChoice(BootDevice.DISK, true, Optional.of(BootMode.UEFI)), in(PATIENCE));
            assertThat(session.bootSetting(in(PATIENCE)))
                    .isEqualTo(new BootSetting("disk", false, Optional.of(BootMode.BIOS)));
        }
    }

    @Test
    void readsEventLogAndSensors() throws BmcTrouble {
        sim.changeFromOutside(PowerState.ON);
        sim.changeFromOutside(PowerState.OFF);
        try (BmcSession session = driver.open(address(), Optional.of(ADMIN))) {
            assertThat(session.eventLog(1, in(PATIENCE)))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.words()).endsWith("powered off"));
            assertThat(session.sensors(in(PATIENCE)))
                    .extracting(SensorText::name)
                    .contains("Inlet Temp", "Fan 1");
        }
    }

    @Test
    void readsWhatIpmiTellsOfTheMachine() throws BmcTrouble {
        try (BmcSession session = driver.open(address(), Optional.of(ADMIN))) {
            Inventory told = session.inventory(in(PATIENCE));
            assertThat(told.manufacturer() + ", " + told.model() + ", " + told.serial())
                    .isEqualTo("Rackledger, Simulated Machine, SIM000000");
            assertThat(told.uuid()).isEqualTo(session.identity(in(PATIENCE)).guid());
            assertThat(told.bmcVersion()).matches("[0-9]+\\.[0-9]{2}");
            assertThat(told.complete()).as("IPMI tells no parts").isFalse();
        }
    }

    @Test
    void restartsTheBmcAndLogsInAnewAfterwards() throws BmcTrouble {
        try (BmcSession session = driver.open(address(), Optional.of(ADMIN))) {
            assertThat(session.restartBmc(in(PATIENCE))).isEqualTo("answered 0x00 to Cold Reset");
            assertThat(session.readPower(in(PATIENCE))).isEqualTo(PowerState.OFF);
        }
    }

    @Test
    void saysWhichDriverKnowsVirtualMedia() throws BmcTrouble {
        try (BmcSession session = driver.open(address(), Optional.of(ADMIN))) {
            assertThatExceptionOfType(BmcTrouble.class)
                    .isThrownBy(() -> session.media(in(PATIENCE)))
                    .satisfies(trouble -> assertThat(trouble.kind()).isEqualTo(FailureKind.UNSUPPORTED))
                    .withMessageEndingWith("knows no virtual media; use the BMC's own page, or the driver redfish");
        }
    }

    /** A log of thousands of records on a slow BMC would keep everything else from it. */
    @Test
    void givesUpAReadingThatTakesLongerThanItsTime() throws BmcTrouble {
        for (int i = 0; i < 40; i++) {
            sim.changeFromOutside(i % 2 == 0 ? PowerState.ON : PowerState.OFF);
        }
        try (BmcSession session = driver.open(address(), Optional.of(ADMIN))) {
            session.readPower(in(PATIENCE));
            sim.misbehave(new IpmiFault.Slow(Duration.ofMillis(150)));
            assertThatExceptionOfType(BmcTrouble.class)
                    .isThrownBy(() -> session.eventLog(100, in(Duration.ofSeconds(2))))
                    .satisfies(trouble -> assertThat(trouble.kind()).isEqualTo(FailureKind.SLOW))
                    .withMessageContaining("needs longer for all of it");
        }
    }

    @Test
    void logsInWithTheBmcKeyOfTheAccount() throws BmcTrouble {
        Account keyed = Account.of(IpmiBench.USER, IpmiBench.PASSWORD).withKg(BmcKey.parse("0x000102ff"));
        SimulatedIpmiBmc bmc = bench.start(keyed, CLOCK);
        Credential account = new Credential(IpmiBench.USER, IpmiBench.PASSWORD, Optional.of("0x000102ff"));
        try (BmcSession session = driver.open(bmc.address(), Optional.of(account))) {
            assertThat(session.readPower(in(PATIENCE))).isEqualTo(PowerState.OFF);
        }
        try (BmcSession session = driver.open(bmc.address(), Optional.of(ADMIN))) {
            assertThatExceptionOfType(BmcTrouble.class)
                    .isThrownBy(() -> session.readPower(in(PATIENCE)))
                    .satisfies(trouble -> assertThat(trouble.kind()).isEqualTo(FailureKind.KG));
        }
        Credential tooLong = new Credential(IpmiBench.USER, IpmiBench.PASSWORD, Optional.of("canary-key-of-21-bytes"));
        assertThatExceptionOfType(BmcTrouble.class)
                .isThrownBy(() -> driver.open(bmc.address(), Optional.of(tooLong)))
                .withMessageContaining("1 to 20")
                .withMessageNotContaining("canary");
    }

    private static Instant in(Duration time) {
        return CLOCK.instant().plus(time);
    }
}
