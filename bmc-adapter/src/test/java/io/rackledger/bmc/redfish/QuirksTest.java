package io.rackledger.bmc.redfish;

import static io.rackledger.bmc.redfish.RedfishStand.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.bmc.driver.BmcServices;
import io.rackledger.bmc.driver.BootChoice;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.redfish.quirks.Maker;
import io.rackledger.bmc.redfish.quirks.QuirkBook;
import io.rackledger.bmc.redfish.quirks.Quirks;
import io.rackledger.bmc.simulated.BmcFault;
import io.rackledger.bmc.simulated.RedfishCharacter;
import io.rackledger.bmc.simulated.RedfishTrait;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.PowerState;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each quirk of the families' files against a simulated BMC that plays the family; and that it would not do without. */
final class QuirksTest {
    private static final URI IMAGE = URI.create("https://192.0.2.1/rescue.iso");
    private static final String NOBODY = "Somebody Else";

    private final RedfishStand stand = new RedfishStand();

    @AfterEach
    void stop() {
        stand.close();
    }

    private void play(String vendor, String model, String firmware, RedfishTrait... traits) {
        stand.bmc.behaveAs(RedfishCharacter.of(vendor, model, firmware, traits));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AMI", "American Megatrends International", "ASRockRack", "ASRock Rack"})
    void namesTheWholeBootOverrideToMegaRac(String vendor) throws Exception {
        play(NOBODY, "", "", RedfishTrait.NEEDS_FULL_BOOT);
        assertFails(
                FailureKind.WRONG_STATE,
                () -> stand.act(
                        (session, until) -> session.setBootDevice(new BootChoice(BootDevice.PXE, false), until)));
        play(vendor, "MegaRAC SP-X", "13.0", RedfishTrait.NEEDS_FULL_BOOT);
        stand.act((session, until) -> session.setBootDevice(new BootChoice(BootDevice.PXE, false), until));
    }

    @Test
    void keepsTheModeOfASupermicro() throws Exception {
        play("Supermicro", "X12", "1.0", RedfishTrait.RESETS_BOOT);
        stand.act((session, until) -> session.setBootDevice(new BootChoice(BootDevice.PXE, false), until));
        assertThat(stand.bmc.bootMode()).isEqualTo("UEFI");
        play(NOBODY, "", "", RedfishTrait.RESETS_BOOT);
        stand.act((session, until) -> session.setBootDevice(new BootChoice(BootDevice.PXE, false), until));
        assertThat(stand.bmc.bootMode()).isEqualTo("Legacy");
    }

    @Test
    void takesTheRefusalOfAnIloDuringPostForOneThatEnds() {
        play("HPE", "iLO 6", "iLO 6 v1.66");
        stand.bmc.misbehave(new BmcFault.Conflict(
                100, 400, "iLO.2.14.UnableToModifyDuringSystemPOST", "Unable to modify during system POST."));
        assertFails(
                        FailureKind.BUSY,
                        () -> stand.act((session, until) ->
                                session.setBootDevice(new BootChoice(BootDevice.PXE, false), until)))
                .hasMessageContaining("during system POST");
    }

    @Test
    void asksTheChassisForThePowerOfAnIlo6ThatTellsNone() throws Exception {
        play("HPE", "iLO 6", "iLO 6 v1.70", RedfishTrait.NO_SYSTEM_POWER);
        stand.bmc.changeFromOutside(PowerState.ON);
        assertThat(stand.<PowerState>ask(RedfishSession::readPower)).isEqualTo(PowerState.ON);
        play("HPE", "iLO 6", "iLO 6 v1.66", RedfishTrait.NO_SYSTEM_POWER);
        assertThat(stand.<PowerState>ask(RedfishSession::readPower)).isEqualTo(PowerState.UNKNOWN);
    }

    @Test
    void ejectsAtAnIloWithAnEmptyObjectAtOnce() throws Exception {
        assertThat(requestsToEject("HPE", RedfishTrait.EJECT_NEEDS_OBJECT))
                .isEqualTo(requestsToEject(NOBODY, RedfishTrait.EJECT_NEEDS_OBJECT) - 1);
    }

    @Test
    void tellsTheProtocolOfAnImageToANokiaAtOnce() throws Exception {
        assertThat(requestsToInsert("Nokia", RedfishTrait.NEEDS_PROTOCOL))
                .isEqualTo(requestsToInsert(NOBODY, RedfishTrait.NEEDS_PROTOCOL) - 1);
    }

    @Test
    void usesTheDriveForDvdsOfACisco() throws Exception {
        play("Cisco Systems Inc.", "UCSX", "5.1", RedfishTrait.DVD_DRIVE);
        stand.let((services, until) -> services.insertMedia(IMAGE, until));
        assertThat(stand.bmc.media()).contains(IMAGE.toString());
        assertThat(of("Cisco Systems Inc.", "UCSX", "5.1").mediaTypes()).containsExactly("DVD");
    }

    @Test
    void usesTheOneDriveOfAnIdrac10ThatWorks() throws Exception {
        play("Dell", "17G Monolithic", "1.20.25.00", RedfishTrait.ONE_DRIVE_WORKS);
        stand.let((services, until) -> services.insertMedia(IMAGE, until));
        play("Dell", "16G Monolithic", "7.10.50.00", RedfishTrait.ONE_DRIVE_WORKS);
        assertFails(FailureKind.MEDIA, () -> stand.let((services, until) -> services.insertMedia(IMAGE, until)));
    }

    @Test
    void looksAgainForWhatADellHasJustMade() throws Exception {
        URI here = URI.create("https://192.0.2.1/events");
        URI there = URI.create("https://192.0.2.2/events");
        play("Dell Inc.", "16G Monolithic", "7.10.50.00", RedfishTrait.LATE_MEMBERS);
        stand.serve((services, until) -> services.subscribe(here, "n", until));
        play(NOBODY, "", "", RedfishTrait.LATE_MEMBERS);
        assertFails(FailureKind.REFUSED, () -> stand.serve((services, until) -> services.subscribe(there, "n", until)));
    }

    @Test
    void knowsByADellsOwnMessageThatAllSessionsAreTaken() {
        play("Dell Inc.", "16G Monolithic", "7.10.50.00", RedfishTrait.NO_BASIC);
        stand.bmc.misbehave(new BmcFault.SessionsFull("IDRAC.2.8.RAC0218"));
        assertFails(FailureKind.SESSIONS_FULL, () -> stand.ask(RedfishSession::readPower));
        play(NOBODY, "", "");
        assertFails(FailureKind.BUSY, () -> stand.ask(RedfishSession::readPower));
    }

    @Test
    void takesAnEndingThatAWebServerAppendsFromAVersion() throws Exception {
        play("", "", "", RedfishTrait.GZIP_ETAGS);
        long before = stand.bmc.requests();
        stand.act((session, until) -> session.setBootDevice(new BootChoice(BootDevice.PXE, false), until));
        long withEnding = stand.bmc.requests() - before;
        play("", "", "");
        stand.act((session, until) -> session.setBootDevice(new BootChoice(BootDevice.PXE, false), until));
        assertThat(withEnding).as("no 412 in between").isEqualTo(stand.bmc.requests() - before - withEnding);
    }

    @Test
    void knowsAMakerByItsOemPartWhereTheRootTellsNoVendor() {
        Maker old = new Maker("", "", List.of("Hpe"), "iLO 5", "iLO 5 v2.30");
        assertThat(QuirkBook.of(old).busyMessages()).contains("UnableToModifyDuringSystemPOST");
        assertThat(of(NOBODY, "", "")).isEqualTo(QuirkBook.GENERIC);
    }

    private long requestsToEject(String vendor, RedfishTrait trait) throws Exception {
        play(vendor, "", "", trait);
        stand.let((services, until) -> services.insertMedia(IMAGE, until));
        long before = stand.bmc.requests();
        stand.let(BmcServices::ejectMedia);
        assertThat(stand.bmc.media()).isEmpty();
        return stand.bmc.requests() - before;
    }

    private long requestsToInsert(String vendor, RedfishTrait trait) throws Exception {
        play(vendor, "", "", trait);
        long before = stand.bmc.requests();
        stand.let((services, until) -> services.insertMedia(IMAGE, until));
        long asked = stand.bmc.requests() - before;
        stand.let(BmcServices::ejectMedia);
        return asked;
    }

    private static Quirks of(String vendor, String model, String version) {
        return QuirkBook.of(new Maker(vendor, "", List.of(), model, version));
    }
}
