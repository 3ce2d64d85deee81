package io.rackledger.bmc.redfish;

import static io.rackledger.bmc.redfish.RedfishStand.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rackledger.bmc.driver.BmcServices;
import io.rackledger.bmc.driver.Button;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.Inventory;
import io.rackledger.bmc.driver.Inventory.Drive;
import io.rackledger.bmc.driver.LogLine;
import io.rackledger.bmc.driver.SensorValue;
import io.rackledger.bmc.driver.VirtualMedia;
import io.rackledger.bmc.simulated.BmcFault;
import io.rackledger.bmc.simulated.RedfishCharacter;
import io.rackledger.bmc.simulated.RedfishTrait;
import io.rackledger.core.node.PowerState;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Inventory, sensors, log, virtual media, restart and subscriptions, against the simulated BMC over real HTTP. */
final class RedfishServicesTest {
    private static final URI IMAGE = URI.create("http://192.0.2.1/images/rescue.iso");
    private static final URI OTHER = URI.create("http://192.0.2.1/images/other.iso");

    private final RedfishStand stand = new RedfishStand();

    @AfterEach
    void stop() {
        stand.close();
    }

    @Test
    void tellsTheMachineAndItsParts() throws Exception {
        Inventory found = stand.serve(BmcServices::inventory);
        assertThat(found.serial()).isEqualTo(stand.bmc.identity().serial());
        assertThat(found.uuid()).isEqualTo(stand.bmc.identity().guid());
        assertThat(found.biosVersion()).isEqualTo("SIM-BIOS 2.1");
        assertThat(found.bmcModel() + " " + found.bmcVersion()).isEqualTo("Simulated BMC 1.0");
        assertThat(found.memoryBytes()).isEqualTo(32L << 30);
        assertThat(found.memory())
                .hasSize(2)
                .allSatisfy(module -> assertThat(module.bytes()).isEqualTo(16L << 30));
        assertThat(found.processors())
                .as("the empty socket is none")
                .containsExactly(new Inventory.Processor("CPU 1", "Simulated CPU", 8, 16));
        assertThat(found.nics())
                .hasSize(2)
                .allSatisfy(nic -> assertThat(nic.mac()).matches("52:54:00(:[0-9a-f]{2}){3}"));
        assertThat(found.complete()).isTrue();
    }

    @Test
    void tellsTheDrivesEachOnceAndNoEmptyBay() throws Exception {
        String serial = stand.bmc.identity().serial();
        assertThat(stand.serve(BmcServices::inventory).drives())
                .containsExactly(
                        new Drive("NVMe 0", "Simulated SSD", serial + "-N0", 960_197_124_096L, "SSD", "NVMe", "OK"),
                        new Drive("Disk 1", "Simulated HDD", serial + "-D1", 4_000_787_030_016L, "HDD", "SAS", "OK"),
                        new Drive("Disk 3", "Simulated HDD", serial + "-D3", 4_000_787_030_016L, "HDD", "SAS", "OK"));
    }

    @Test
    void tellsDrivesOfOlderServicesAndNoneWhereNoneAreTold() throws Exception {
        stand.bmc.behaveAs(RedfishCharacter.plain(RedfishTrait.SIMPLE_STORAGE));
        assertThat(stand.serve(BmcServices::inventory).drives())
                .containsExactly(new Drive("Disk 1", "Simulated HDD", "", 4_000_787_030_016L, "", "", "OK"));
        stand.bmc.behaveAs(RedfishCharacter.plain(RedfishTrait.NO_STORAGE));
        Inventory none = stand.serve(BmcServices::inventory);
        assertThat(none.drives()).isEmpty();
        assertThat(none.processors()).isNotEmpty();
    }

    /** Many more members than any machine has of anything, each of which would be a request. */
    @Test
    void readsABoundedNumberOfMembers() throws Exception {
        ArrayNode many = JsonMapper.shared().createArrayNode();
        for (int i = 0; i < 3 * RedfishParts.MOST; i++) {
            many.addObject().put("@odata.id", "/redfish/v1/Systems/1");
        }
        long before = stand.bmc.requests();
        stand.act((session, until) -> {
            session.readPower(until);
            assertThat(RedfishParts.resolved(session.link(), many, RedfishParts.MOST, until))
                    .hasSize(RedfishParts.MOST);
        });
        assertThat(stand.bmc.requests() - before).isLessThan(RedfishParts.MOST + 10L);
    }

    @Test
    void tellsWhatIsInTheVirtualDrive() throws Exception {
        assertThat(stand.serve(BmcServices::media)).isEqualTo(new VirtualMedia(Optional.empty()));
        stand.let((services, until) -> services.insertMedia(IMAGE, until));
        assertThat(stand.serve(BmcServices::media)).isEqualTo(new VirtualMedia(Optional.of(IMAGE.toString())));
    }

    @Test
    void saysWhereAnInventoryLacksWhatIsToldOfARunningMachineOnly() throws Exception {
        stand.bmc.behaveAs(RedfishCharacter.plain(RedfishTrait.NICS_ONLY_WHEN_ON));
        Inventory dark = stand.serve(BmcServices::inventory);
        assertThat(dark.nics()).isEmpty();
        assertThat(dark.complete()).isFalse();
        stand.bmc.changeFromOutside(PowerState.ON);
        assertThat(stand.serve(BmcServices::inventory).complete()).isTrue();
    }

    @Test
    void readsSensorsOfNewAndOldServicesAlike() throws Exception {
        List<SensorValue> told = stand.serve(BmcServices::sensors);
        assertThat(told)
                .extracting(each -> each.name() + " " + each.reading().orElseThrow() + " " + each.unit())
                .containsExactly("Inlet temperature 21.5 Cel", "Fan 1 4200.0 RPM", "Power consumption 9.0 W");
        stand.bmc.behaveAs(RedfishCharacter.plain(RedfishTrait.OLDER_SENSORS));
        assertThat(stand.serve(BmcServices::sensors))
                .extracting(SensorValue::name, SensorValue::reading, SensorValue::unit)
                .containsExactlyElementsOf(told.stream()
                        .map(each -> tuple(each.name(), each.reading(), each.unit()))
                        .toList());
    }

    @Test
    void readsItsEventLogToTheEndNewestFirst() throws Exception {
        int resets = 12;
        stand.act((session, until) -> {
            for (int i = 0; i < resets; i++) {
                session.press(i % 2 == 0 ? Button.ON : Button.FORCE_OFF, until);
            }
        });
        List<LogLine> all = stand.serve((services, until) -> services.log(100, until));
        assertThat(all).hasSize(resets);
        assertThat(all.getFirst().message()).contains("ForceOff");
        assertThat(all).isSortedAccordingTo((one, other) -> other.created().compareTo(one.created()));
        assertThat(stand.<List<LogLine>>serve((services, until) -> services.log(3, until)))
                .isEqualTo(all.subList(0, 3));
    }

    @Test
    void restartsTheBmcAndNotTheMachine() throws Exception {
        stand.bmc.changeFromOutside(PowerState.ON);
        assertThat(stand.<String>serve(BmcServices::restart))
                .isEqualTo("answered 204 to Manager.Reset GracefulRestart");
        assertThat(stand.bmc.restarts()).isEqualTo(1);
        assertThat(stand.bmc.power()).isEqualTo(PowerState.ON);
    }

    @Test
    void subscribesToEventsAndEndsThat() throws Exception {
        URI here = URI.create("https://192.0.2.1/events");
        String subscription = stand.serve((services, until) -> services.subscribe(here, "node-7", until));
        assertThat(stand.bmc.subscriptions()).isEqualTo(1);
        stand.let((services, until) -> services.unsubscribe(subscription, until));
        assertThat(stand.bmc.subscriptions()).isZero();
        // It is not there any more, which is what is wanted.
        stand.let((services, until) -> services.unsubscribe(subscription, until));
    }

    @Test
    void keepsOneSubscriptionToAnAddressAndLeavesThoseOfOthers() throws Exception {
        URI here = URI.create("https://192.0.2.1/events/s3cret");
        URI theirs = URI.create("https://192.0.2.7/theirs");
        stand.serve((services, until) -> services.subscribe(theirs, "somebody else", until));
        String first = stand.serve((services, until) -> services.subscribe(here, "node-7", until));
        assertThat(stand.<String>serve((services, until) -> services.subscribe(here, "node-7", until)))
                .isEqualTo(first);
        assertThat(stand.<Boolean>serve((services, until) -> services.isSubscribed(first, here, until)))
                .isTrue();
        assertThat(stand.<Boolean>serve((services, until) -> services.isSubscribed(first, theirs, until)))
                .isFalse();
        URI moved = URI.create("https://192.0.2.2/events");
        stand.serve((services, until) -> services.subscribe(moved, "node-7", until));
        assertThat(stand.bmc.eventDestinations()).containsExactlyInAnyOrder(theirs.toString(), moved.toString());
        assertThat(stand.<Boolean>serve((services, until) -> services.isSubscribed(first, here, until)))
                .isFalse();
    }

    @Test
    void makesASubscriptionAnewThatIsSuspended() throws Exception {
        URI here = URI.create("https://192.0.2.1/events");
        String first = stand.serve((services, until) -> services.subscribe(here, "node-7", until));
        stand.bmc.suspendSubscriptions();
        assertThat(stand.<Boolean>serve((services, until) -> services.isSubscribed(first, here, until)))
                .isFalse();
        assertThat(stand.<String>serve((services, until) -> services.subscribe(here, "node-7", until)))
                .isNotEqualTo(first);
        assertThat(stand.bmc.subscriptions()).isEqualTo(1);
        assertThat(stand.bmc.sendsEvents()).isTrue();
    }

    @Test
    void tellsThatThereIsNoServiceForEvents() {
        stand.bmc.behaveAs(RedfishCharacter.plain(RedfishTrait.NO_EVENTS));
        URI here = URI.create("https://192.0.2.1/events");
        assertFails(
                        FailureKind.UNSUPPORTED,
                        () -> stand.serve((services, until) -> services.subscribe(here, "node-7", until)))
                .hasMessageContaining("has no service for events");
    }

    @Test
    void putsAnImageIntoTheVirtualDriveInPlaceOfAnother() throws Exception {
        stand.let((services, until) -> services.insertMedia(IMAGE, until));
        assertThat(stand.bmc.media()).contains(IMAGE.toString());
        stand.let((services, until) -> services.insertMedia(OTHER, until));
        assertThat(stand.bmc.media()).contains(OTHER.toString());
        stand.let(BmcServices::ejectMedia);
        assertThat(stand.bmc.media()).isEmpty();
        stand.let(BmcServices::ejectMedia);
    }

    @Test
    void waitsWhileAnEjectedImageIsStillTold() throws Exception {
        stand.let((services, until) -> services.insertMedia(IMAGE, until));
        stand.bmc.misbehave(new BmcFault.MediaStays(3));
        stand.let((services, until) -> services.insertMedia(OTHER, until));
        assertThat(stand.bmc.media()).contains(OTHER.toString());
    }

    @Test
    void triesAgainWhereTheDriveIsNotReadyRightAfterAnEject() throws Exception {
        stand.bmc.misbehave(new BmcFault.InsertFails(2));
        stand.let((services, until) -> services.insertMedia(IMAGE, until));
        assertThat(stand.bmc.media()).contains(IMAGE.toString());
        stand.let(BmcServices::ejectMedia);
        stand.bmc.misbehave(new BmcFault.InsertFails(100));
        assertFails(FailureKind.MEDIA, () -> stand.let((services, until) -> services.insertMedia(IMAGE, until)))
                .hasMessageContaining("does not take image " + IMAGE)
                .hasMessageContaining("answered 500");
    }

    /** The key in an image's address is a secret, and some BMCs repeat the address in what they answer. */
    @ParameterizedTest
    @EnumSource(
            value = RedfishTrait.class,
            names = {"DVD_DRIVE", "NO_MEDIA_ACTIONS"})
    void repeatsNoKeyOfAnImageThatTheDriveDoesNotTake(RedfishTrait trait) {
        stand.bmc.behaveAs(RedfishCharacter.plain(trait));
        stand.bmc.misbehave(new BmcFault.InsertFails(100));
        URI keyed = URI.create(IMAGE + "?key=canary-77");
        assertFails(FailureKind.MEDIA, () -> stand.let((services, until) -> services.insertMedia(keyed, until)))
                .hasMessageContaining("answered 500")
                .hasMessageContaining("InternalError")
                .hasMessageNotContaining("canary-77");
    }

    @ParameterizedTest
    @EnumSource(
            value = RedfishTrait.class,
            names = {
                "DVD_DRIVE",
                "BROWSER_DRIVE",
                "MEDIA_AT_SYSTEM",
                "NEEDS_PROTOCOL",
                "REFUSES_INSERTED",
                "NO_MEDIA_ACTIONS",
                "EJECT_NEEDS_OBJECT",
                "EJECT_REFUSES_OBJECT"
            })
    void insertsAndEjectsWhereTheServiceIsOneThat(RedfishTrait trait) throws Exception {
        stand.bmc.behaveAs(RedfishCharacter.plain(trait));
        stand.let((services, until) -> services.insertMedia(IMAGE, until));
        assertThat(stand.bmc.media()).contains(IMAGE.toString());
        stand.let(BmcServices::ejectMedia);
        assertThat(stand.bmc.media()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://198.51.100.7/redfish/v1/SessionService/Sessions/1",
                "/redfish/v1/SessionService/Sessions/1"
            })
    void takesOnlyThePathOfALocation(String location) {
        assertThat(RedfishLogin.path(location)).isEqualTo("/redfish/v1/SessionService/Sessions/1");
    }
}
