package io.rackledger.bmc.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.bmc.catalogue.Row.Left;
import io.rackledger.bmc.driver.BootChoice;
import io.rackledger.bmc.driver.Button;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.simulated.BmcFault;
import io.rackledger.bmc.simulated.RedfishCharacter;
import io.rackledger.bmc.simulated.RedfishTrait;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerState;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What only a Redfish BMC can show. */
final class RedfishRows {
    private static final URI IMAGE = URI.create("https://192.0.2.1/rescue.iso");
    private static final Duration A_WHILE = Duration.ofMillis(1500);
    private static final int FOR_EVER = 10_000;

    private RedfishRows() {}

    static List<Row> rows() {
        return List.of(
                Row.fails(
                        34,
                        FailureKind.IDENTITY,
                        "two nodes have one BMC address, or the address went to another machine",
                        "GUID and serial number are kept, and compared before anything is switched; another machine is"
                                + " refused",
                        "correct the node's BMC address, or trust the BMC anew",
                        "nothing was switched",
                        stand -> played(RedfishRows::anotherMachine)),
                Row.fails(
                        43,
                        FailureKind.BUSY,
                        "Redfish answers 503, 500, or 401 to a token that is good; all its sessions are taken",
                        "one login for a piece of work, and one more where the token is refused; left alone for as long"
                                + " as it asks (Retry-After), else again with growing pauses until the deadline",
                        "nothing, if it ends; end sessions on the BMC's own page",
                        "answered 503",
                        stand -> played(RedfishRows::unavailable)),
                Row.fails(
                        44,
                        FailureKind.WRONG_STATE,
                        "Redfish answers 409 or 400 to power, during POST or where the machine is so already",
                        "the power state is read, then it is tried again within the time",
                        "nothing, if it ends",
                        "answered 409 to POST /redfish/v1/Systems/1/Actions/ComputerSystem.Reset",
                        stand -> played(RedfishRows::conflict)),
                Row.fails(
                        45,
                        FailureKind.MEDIA,
                        "virtual media is still there after it was ejected; inserting it fails right after that; it is"
                                + " in the wrong slot",
                        "ejected, looked at until it is gone, inserted, again where the drive is not ready, read back;"
                                + " the slot that works where the maker has one",
                        "eject it on the BMC's own page",
                        "tells that it is still there",
                        stand -> played(RedfishRows::media)));
    }

    private interface Play {
        Optional<Left> with(RedfishScene scene) throws Exception;
    }

    private static Optional<Left> played(Play play) throws Exception {
        try (RedfishScene scene = new RedfishScene()) {
            return play.with(scene);
        }
    }

    private static Optional<Left> anotherMachine(RedfishScene scene) throws Exception {
        BmcIdentity enrolled = scene.bmc().identity();
        assertThat(scene.request(PowerAction.ON, Optional.of(enrolled), Stand.PATIENCE))
                .isEmpty();
        scene.bmc().belongTo("ANOTHER");
        Optional<Left> left = scene.request(PowerAction.OFF, Optional.of(enrolled), Stand.PATIENCE);
        assertThat(scene.bmc().power()).as("untouched").isEqualTo(PowerState.ON);
        return left;
    }

    private static Optional<Left> unavailable(RedfishScene scene) throws Exception {
        scene.bmc().misbehave(new BmcFault.Busy(2, 1));
        assertThat(scene.request(PowerAction.ON, Optional.empty(), Stand.PATIENCE))
                .isEmpty();
        scene.bmc().misbehave(new BmcFault.ForgetsSessions(1));
        assertThat(scene.request(PowerAction.OFF, Optional.empty(), Stand.PATIENCE))
                .isEmpty();
        scene.bmc().occupySessions();
        assertThat(scene.work((session, until) -> session.readPower(until)))
                .as("without a session")
                .isEmpty();
        scene.bmc().behaveAs(RedfishCharacter.plain(RedfishTrait.NO_BASIC));
        assertThat(scene.work((session, until) -> session.readPower(until)).map(Left::kind))
                .contains(FailureKind.SESSIONS_FULL);
        scene.bmc().forgetSessions();
        scene.bmc().misbehave(new BmcFault.Busy(FOR_EVER));
        return scene.work((session, until) -> session.readPower(until));
    }

    private static Optional<Left> conflict(RedfishScene scene) throws Exception {
        for (int status : List.of(409, 400)) {
            scene.bmc()
                    .misbehave(new BmcFault.Conflict(
                            2,
                            status,
                            "Base.1.8.ActionParameterValueConflict",
                            "The value conflicts with the present state."));
            PowerAction action = status == 409 ? PowerAction.ON : PowerAction.OFF;
            assertThat(scene.request(action, Optional.empty(), Stand.PATIENCE)).isEmpty();
        }
        scene.bmc().behaveAs(RedfishCharacter.of("HPE", "iLO 6", "iLO 6 v1.66"));
        scene.bmc()
                .misbehave(new BmcFault.Conflict(
                        1, 400, "iLO.2.14.UnableToModifyDuringSystemPOST", "Unable to modify during system POST."));
        assertThat(scene.work((session, until) -> session.setBootDevice(new BootChoice(BootDevice.PXE, false), until))
                        .map(Left::kind))
                .as("it ends by itself")
                .contains(FailureKind.BUSY);
        scene.bmc()
                .misbehave(new BmcFault.Conflict(
                        FOR_EVER,
                        409,
                        "Base.1.8.ActionParameterValueConflict",
                        "The value conflicts with the present state."));
        return scene.work((session, until) -> session.press(Button.ON, until));
    }

    private static Optional<Left> media(RedfishScene scene) throws Exception {
        assertThat(scene.serve((services, until) -> services.insertMedia(IMAGE, until)))
                .isEmpty();
        scene.bmc().misbehave(new BmcFault.MediaStays(2));
        assertThat(scene.serve(Stand.PATIENCE, (services, until) -> services.ejectMedia(until)))
                .isEmpty();
        scene.bmc().misbehave(new BmcFault.InsertFails(2));
        assertThat(scene.serve((services, until) -> services.insertMedia(IMAGE, until)))
                .isEmpty();
        scene.bmc().misbehave(new BmcFault.MediaStays(FOR_EVER));
        Optional<Left> left = scene.serve(A_WHILE, (services, until) -> services.ejectMedia(until));
        scene.bmc().behaveAs(RedfishCharacter.of("Dell", "17G Monolithic", "1.20.25.00", RedfishTrait.ONE_DRIVE_WORKS));
        scene.bmc().misbehave(new BmcFault.None());
        assertThat(scene.serve((services, until) -> services.insertMedia(IMAGE, until)))
                .isEmpty();
        return left;
    }
}
