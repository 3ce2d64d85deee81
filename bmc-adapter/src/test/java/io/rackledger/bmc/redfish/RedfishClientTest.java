package io.rackledger.bmc.redfish;

import static io.rackledger.bmc.redfish.RedfishStand.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BootChoice;
import io.rackledger.bmc.driver.BootSetting;
import io.rackledger.bmc.driver.Button;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.redfish.BootOverride.Times;
import io.rackledger.bmc.simulated.BmcFault;
import io.rackledger.bmc.simulated.RedfishCharacter;
import io.rackledger.bmc.simulated.RedfishTrait;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.BootMode;
import io.rackledger.core.node.PowerState;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions, patience, boot override and the choice of a system, against the simulated BMC over real HTTP. */
final class RedfishClientTest {
    private static final BootOverride PXE_ONCE = new BootOverride("Pxe", Times.ONCE, Optional.empty());

    private final RedfishStand stand = new RedfishStand();

    @AfterEach
    void stop() {
        stand.close();
    }

    @Test
    void opensOneSessionForAPieceOfWorkAndGivesItBack() throws Exception {
        stand.act((session, until) -> {
            session.readPower(until);
            session.setBootDevice(new BootChoice(BootDevice.PXE, false), until);
            session.press(Button.ON, until);
            assertThat(stand.bmc.sessions()).isEqualTo(1);
        });
        assertThat(stand.bmc.sessions()).isZero();
        assertThat(stand.bmc.sessionsOpened()).isEqualTo(1);
    }

    @Test
    void takesBasicAuthenticationWhereTheServiceHasNoSessions() throws Exception {
        stand.bmc.behaveAs(RedfishCharacter.plain(RedfishTrait.NO_SESSIONS));
        assertThat(stand.<PowerState>ask(RedfishSession::readPower)).isEqualTo(PowerState.OFF);
        assertThat(stand.bmc.sessionsOpened()).isZero();
    }

    @Test
    void logsInOnceMoreWhereItsSessionIsGone() throws Exception {
        stand.act((session, until) -> {
            session.readPower(until);
            stand.bmc.forgetSessions();
            assertThat(session.readPower(until)).isEqualTo(PowerState.OFF);
        });
        assertThat(stand.bmc.sessionsOpened()).isEqualTo(2);
    }

    @Test
    void pressesAButtonOnceWhereTheSessionWasGoneBefore() throws Exception {
        stand.act((session, until) -> {
            session.readPower(until);
            stand.bmc.misbehave(new BmcFault.ForgetsSessions(1));
            session.press(Button.ON, until);
        });
        Awaitility.await().until(() -> stand.bmc.power() == PowerState.ON);
        assertThat(stand.<Integer>serve(
                        (services, until) -> services.log(10, until).size()))
                .isEqualTo(1);
    }

    @Test
    void givesUpWhereAGoodTokenIsRefusedAgain() {
        stand.bmc.misbehave(new BmcFault.ForgetsSessions(100));
        assertFails(FailureKind.AUTH, () -> stand.ask(RedfishSession::readPower))
                .hasMessageContaining("answered 401");
        assertThat(stand.bmc.sessionsOpened()).isEqualTo(2);
    }

    @Test
    void triesAWrongPasswordOnce() throws Exception {
        try (RedfishDriver driver = new RedfishDriver(RedfishStand.CLOCK, Optional.empty(), Runnable::run);
                BmcSession session =
                        driver.open(stand.bmc.address(), Optional.of(new Credential("admin", "wrong-0815")))) {
            assertFails(
                            FailureKind.AUTH,
                            () -> session.readPower(RedfishStand.CLOCK.instant().plusSeconds(20)))
                    .hasMessageContaining("answered 401 to POST /redfish/v1/SessionService/Sessions")
                    .hasMessageContaining("ResourceAtUriUnauthorized")
                    .hasMessageNotContaining("wrong-0815");
        }
        // The root, which anyone may read, and the login.
        assertThat(stand.bmc.requests()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Base.1.8.SessionLimitExceeded", "Base.1.12.CreateLimitReachedForResource"})
    void tellsThatAllSessionsAreTaken(String messageId) {
        stand.bmc.behaveAs(RedfishCharacter.plain(RedfishTrait.NO_BASIC));
        stand.bmc.misbehave(new BmcFault.SessionsFull(messageId));
        assertFails(FailureKind.SESSIONS_FULL, () -> stand.ask(RedfishSession::readPower))
                .hasMessageContaining("all of its sessions are taken");
    }

    @Test
    void worksWithoutASessionWhereOthersHaveTakenAll() throws Exception {
        stand.bmc.occupySessions();
        assertThat(stand.<PowerState>ask(RedfishSession::readPower)).isEqualTo(PowerState.OFF);
        stand.act((session, until) -> session.press(Button.ON, until));
        Awaitility.await().until(() -> stand.bmc.power() == PowerState.ON);
    }

    @Test
    void showsTheAccountOnceToABmcThatRefusesItWithoutASession() {
        stand.bmc.behaveAs(RedfishCharacter.plain(RedfishTrait.NO_BASIC));
        stand.bmc.occupySessions();
        assertFails(FailureKind.SESSIONS_FULL, () -> stand.ask(RedfishSession::readPower));
        // Root, login, system.
        assertThat(stand.bmc.requests()).isEqualTo(3);
        assertFails(FailureKind.SESSIONS_FULL, () -> stand.ask(RedfishSession::readPower));
        assertThat(stand.bmc.requests()).isEqualTo(5);
    }

    @Test
    void tellsThatAllSessionsAreTakenWhereItsOwnIsGoneMeanwhile() throws Exception {
        stand.bmc.behaveAs(RedfishCharacter.plain(RedfishTrait.NO_BASIC));
        stand.act((session, until) -> {
            session.readPower(until);
            stand.bmc.forgetSessions();
            stand.bmc.occupySessions();
            assertFails(FailureKind.SESSIONS_FULL, () -> session.readPower(until));
        });
    }

    @Test
    void meetsTheRealLimitOfSessionsAndGetsOneWhenAnotherEnds() throws Exception {
        stand.bmc.behaveAs(RedfishCharacter.plain(RedfishTrait.NO_BASIC));
        stand.bmc.occupySessions();
        assertFails(FailureKind.SESSIONS_FULL, () -> stand.ask(RedfishSession::readPower));
        stand.bmc.forgetSessions();
        assertThat(stand.<PowerState>ask(RedfishSession::readPower)).isEqualTo(PowerState.OFF);
    }

    @Test
    void leavesABusyBmcAloneForAsLongAsItAsks() throws Exception {
        stand.bmc.misbehave(new BmcFault.Busy(2, 1));
        assertThat(stand.<PowerState>ask(RedfishSession::readPower)).isEqualTo(PowerState.OFF);
        assertThat(stand.bmc.requestsTooEarly()).isZero();
        // Root twice in vain and once well, login, system, goodbye.
        assertThat(stand.bmc.requests()).isEqualTo(6);
    }

    @Test
    void doesNotWaitLongerThanThereIsTime() {
        stand.bmc.misbehave(new BmcFault.Busy(1, 600));
        assertFails(FailureKind.BUSY, () -> stand.ask(RedfishSession::readPower))
                .hasMessageContaining("left alone for 600 s, longer than there is time");
        assertThat(stand.bmc.requests()).isEqualTo(1);
    }

    @Test
    void setsTheBootDeviceWithTheVersionThatItHasRead() throws Exception {
        stand.act((session, until) -> session.override(PXE_ONCE, until));
        stand.bmc.misbehave(new BmcFault.ChangedMeanwhile(1));
        stand.act((session, until) ->
                session.override(new BootOverride("Hdd", Times.CONTINUOUS, Optional.of(BootMode.BIOS)), until));
        assertThat(stand.bmc.bootMode()).isEqualTo("Legacy");
        stand.act((session, until) ->
                session.override(new BootOverride("Pxe", Times.ONCE, Optional.of(BootMode.UEFI)), until));
        assertThat(stand.bmc.bootMode()).isEqualTo("UEFI");
    }

    @Test
    void readsAnewOnceWhereSomeoneElseWasFasterAndThenTellsIt() {
        stand.bmc.misbehave(new BmcFault.ChangedMeanwhile(2));
        assertFails(FailureKind.BUSY, () -> stand.act((session, until) -> session.override(PXE_ONCE, until)))
                .hasMessageContaining("answered 412 to PATCH");
    }

    @ParameterizedTest
    @EnumSource(
            value = RedfishTrait.class,
            names = {"WEAK_ETAGS", "GZIP_ETAGS", "NO_ETAGS", "BOOT_IN_SETTINGS", "TYPES_IN_ACTION_INFO"})
    void getsAlongWith(RedfishTrait trait) throws Exception {
        stand.bmc.behaveAs(RedfishCharacter.plain(trait));
        stand.act((session, until) -> {
            session.setBootDevice(new BootChoice(BootDevice.DISK, true), until);
            session.press(Button.ON, until);
        });
        Awaitility.await().until(() -> stand.bmc.power() == PowerState.ON);
    }

    @Test
    void setsADeviceForOneBootWhereItCannotBeSetForAll() throws Exception {
        stand.bmc.behaveAs(RedfishCharacter.plain(RedfishTrait.NO_PERSISTENT_BOOT));
        stand.act((session, until) -> session.setBootDevice(new BootChoice(BootDevice.PXE, true), until));
    }

    @Test
    void tellsWhatTheMachineWillBootFrom() throws Exception {
        assertThat(stand.<BootSetting>ask(RedfishSession::bootSetting))
                .isEqualTo(new BootSetting("none", false, Optional.empty()));
        BootChoice disk = new BootChoice(BootDevice.DISK, true, Optional.of(BootMode.BIOS));
        stand.act((session, until) -> session.setBootDevice(disk, until));
        assertThat(stand.<BootSetting>ask(RedfishSession::bootSetting))
                .isEqualTo(new BootSetting("disk", true, Optional.of(BootMode.BIOS)));
    }

    /** The engine's way: with the mode that the node's firmware has. */
    @ParameterizedTest
    @EnumSource(BootMode.class)
    void setsTheModeOfTheNodesFirmwareWithTheDevice(BootMode mode) throws Exception {
        stand.bmc.behaveAs(RedfishCharacter.plain(RedfishTrait.RESETS_BOOT));
        BootChoice choice = new BootChoice(BootDevice.PXE, false, Optional.of(mode));
        for (int again = 0; again < 2; again++) {
            stand.act((session, until) -> session.setBootDevice(choice, until));
            assertThat(stand.<BootSetting>ask(RedfishSession::bootSetting))
                    .isEqualTo(new BootSetting("pxe", false, Optional.of(mode)));
        }
    }

    /** Its firmware knows one way only, and boots the device by that. */
    @ParameterizedTest
    @EnumSource(
            value = RedfishTrait.class,
            names = {"NO_BOOT_MODE", "NULL_BOOT_MODE", "ONE_BOOT_MODE", "FIXED_BOOT_MODE", "DROPS_BOOT_MODE"})
    void setsTheDeviceWhereTheModeCannotBeChosen(RedfishTrait trait) throws Exception {
        stand.bmc.behaveAs(RedfishCharacter.plain(trait));
        BootChoice choice = new BootChoice(BootDevice.PXE, true, Optional.of(BootMode.BIOS));
        stand.act((session, until) -> session.setBootDevice(choice, until));
        assertThat(stand.<BootSetting>ask(RedfishSession::bootSetting))
                .satisfies(held -> assertThat(held.device()).isEqualTo("pxe"))
                .satisfies(held -> assertThat(held.mode()).isNotEqualTo(choice.mode()));
    }

    @Test
    void tellsThatABootDeviceWasLost() {
        stand.bmc.misbehave(new BmcFault.ForgetsBoot());
        assertFails(
                        FailureKind.BOOT_LOST,
                        () -> stand.act((session, until) ->
                                session.setBootDevice(new BootChoice(BootDevice.PXE, false), until)))
                .hasMessageContaining("took boot device Pxe, but reads back 'None'");
    }

    @Test
    void tellsWhatBootDevicesThereAre() {
        BootOverride tape = new BootOverride("RemoteDrive", Times.ONCE, Optional.empty());
        assertFails(FailureKind.UNSUPPORTED, () -> stand.act((session, until) -> session.override(tape, until)))
                .hasMessageContaining("it offers None, Pxe, Hdd");
    }

    @Test
    void findsTheOnlySystemThatThereIs() throws Exception {
        assertThat(stand.<String>ask(
                        at(""),
                        Duration.ofSeconds(20),
                        (session, until) -> session.identity(until).serial()))
                .isEqualTo(stand.bmc.identity().serial());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?serial=BLADE-7", "/redfish/v1/?serial=BLADE-7", "?uuid="})
    void findsTheSystemOfAChassisByItsSerialNumberOrUuid(String query) throws Exception {
        stand.bmc.alsoHold("BLADE-6");
        BmcIdentity blade = stand.bmc.alsoHold("BLADE-7");
        stand.ask(
                at(query.equals("?uuid=") ? query + blade.guid() : query), Duration.ofSeconds(20), (session, until) -> {
                    assertThat(session.identity(until).serial()).isEqualTo("BLADE-7");
                    session.setBootDevice(new BootChoice(BootDevice.PXE, false), until);
                    return session.press(Button.ON, until);
                });
        Awaitility.await()
                .until(() -> stand.ask(at("?serial=BLADE-7"), Duration.ofSeconds(20), RedfishSession::readPower)
                        == PowerState.ON);
        assertThat(stand.bmc.power()).as("the first machine").isEqualTo(PowerState.OFF);
    }

    @Test
    void asksWhichOfSeveralSystemsIsMeant() {
        stand.bmc.alsoHold("BLADE-6");
        assertFails(FailureKind.REFUSED, () -> stand.ask(at(""), Duration.ofSeconds(20), RedfishSession::readPower))
                .hasMessageContaining("has 2 systems")
                .hasMessageContaining("/redfish/v1/Systems/2 (serial BLADE-6");
        assertFails(
                        FailureKind.REFUSED,
                        () -> stand.ask(at("?serial=BLADE-9"), Duration.ofSeconds(20), RedfishSession::readPower))
                .hasMessageContaining("BLADE-9");
        assertFails(
                        FailureKind.REFUSED,
                        () -> stand.ask(at("?slot=9"), Duration.ofSeconds(20), RedfishSession::readPower))
                .hasMessageContaining("use ?serial=<number> or ?uuid=<uuid>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"To Be Filled By O.E.M.", "0", "Not Specified"})
    void takesNothingForASerialNumberThatMakersWriteWhereThereIsNone(String serial) throws Exception {
        stand.bmc.belongTo(serial);
        assertThat(stand.<String>ask((session, until) -> session.identity(until).serial()))
                .isEmpty();
    }

    private BmcAddress at(String rest) {
        return new BmcAddress("redfish+http://" + stand.bmc.address().authority() + rest);
    }
}
