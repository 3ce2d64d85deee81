package io.rackledger.bmc.simulated;

import static io.rackledger.bmc.simulated.RedfishJson.object;
import static io.rackledger.bmc.simulated.RedfishJson.resource;

import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.PowerState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A ComputerSystem: identity, power, boot override with versions, resets. Thread-safe. */
final class RedfishSystem {
    private static final List<String> RESET_TYPES =
            List.of("On", "ForceOff", "GracefulShutdown", "GracefulRestart", "ForceRestart", "PowerCycle");
    private static final List<String> TARGETS = List.of("None", "Pxe", "Hdd");

    private static final String MODE = "BootSourceOverrideMode";

    private final String path;
    private final SimulatedPower power;
    private final RedfishKeeper keeper;
    private volatile String serial;
    private volatile String mode = "UEFI";

    RedfishSystem(String path, String serial, SimulatedPower power, RedfishKeeper keeper) {
        this.path = path;
        this.serial = serial;
        this.power = power;
        this.keeper = keeper;
    }

    String serial() {
        return serial;
    }

    void belongTo(String other) {
        serial = other;
    }

    String mode() {
        return mode;
    }

    BmcIdentity identity() {
        return new BmcIdentity(uuid(), serial);
    }

    String uuid() {
        return UUID.nameUUIDFromBytes(serial.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** What is asked of the system itself. @param ifMatch version that a change is meant for */
    RedfishReply answer(
            String method,
            String at,
            String body,
            Optional<String> ifMatch,
            RedfishCharacter character,
            BmcFault fault) {
        boolean settings = character.is(RedfishTrait.BOOT_IN_SETTINGS);
        if (method.equals("GET") && at.equals(path)) {
            return RedfishReply.ok(system(character, fault)).withEtag(etag(character));
        }
        if (method.equals("GET") && at.equals(path + "/Settings") && settings) {
            return RedfishReply.ok(settings(character)).withEtag(etag(character));
        }
        if (method.equals("GET") && at.equals(path + "/ResetActionInfo")) {
            return RedfishReply.ok(actionInfo(at));
        }
        if (method.equals("PATCH") && at.equals(settings ? path + "/Settings" : path)) {
            return patch(body, ifMatch, character, fault);
        }
        if (method.equals("PATCH") && at.equals(path)) {
            return RedfishReply.error(
                    400, "Base.1.8.PropertyNotWritable", "The property BootSourceOverrideEnabled is read only.");
        }
        return method.equals("POST") && at.equals(resetTarget()) ? reset(body, fault) : RedfishReply.notHere(at);
    }

    private String resetTarget() {
        return path + "/Actions/ComputerSystem.Reset";
    }

    private ObjectNode system(RedfishCharacter character, BmcFault fault) {
        SimulatedPower.View view = power.view();
        ObjectNode node = resource(path, "ComputerSystem.v1_13_0.ComputerSystem", id(), "System")
                .put("SystemType", "Physical")
                .put("Manufacturer", "Rackledger")
                .put("Model", "Simulated")
                .put("SerialNumber", serial)
                .put("UUID", uuid());
        if (!character.is(RedfishTrait.NO_SYSTEM_POWER)) {
            String told = view.state() == PowerState.ON ? "On" : "Off";
            node.put("PowerState", fault instanceof BmcFault.TellsPower wrong ? wrong.state() : told);
        }
        RedfishJson.well(node);
        view.lastReset().ifPresent(at -> node.put("LastResetTime", at.toString()));
        node.set("Boot", boot(view, character));
        ObjectNode links = node.putObject("Links");
        RedfishJson.links(links, "ManagedBy", RedfishKeeper.MANAGER);
        RedfishJson.links(links, "Chassis", RedfishHardware.CHASSIS);
        if (path.equals(RedfishHardware.SYSTEM)) {
            RedfishHardware.addTo(node, character);
        }
        if (character.is(RedfishTrait.MEDIA_AT_SYSTEM)) {
            RedfishJson.link(node, "VirtualMedia", RedfishDrives.path(character));
        }
        if (character.is(RedfishTrait.BOOT_IN_SETTINGS)) {
            RedfishJson.link(node.putObject("@Redfish.Settings"), "SettingsObject", path + "/Settings");
        }
        ObjectNode reset =
                node.putObject("Actions").putObject("#ComputerSystem.Reset").put("target", resetTarget());
        if (character.is(RedfishTrait.TYPES_IN_ACTION_INFO)) {
            reset.put("@Redfish.ActionInfo", path + "/ResetActionInfo");
        } else {
            RESET_TYPES.forEach(reset.putArray("ResetType@Redfish.AllowableValues")::add);
        }
        return node;
    }

    private String id() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private ObjectNode boot(SimulatedPower.View view, RedfishCharacter character) {
        String enabled = view.override().isEmpty() ? "Disabled" : view.continuous() ? "Continuous" : "Once";
        ObjectNode boot = object().put("BootSourceOverrideEnabled", enabled)
                .put(
                        "BootSourceOverrideTarget",
                        view.override().map(RedfishSystem::target).orElse("None"));
        TARGETS.forEach(boot.putArray("BootSourceOverrideTarget@Redfish.AllowableValues")::add);
        if (character.is(RedfishTrait.NULL_BOOT_MODE)) {
            return boot.putNull(MODE);
        }
        if (character.is(RedfishTrait.NO_BOOT_MODE)) {
            return boot;
        }
        ArrayNode modes =
                boot.put(MODE, mode).putArray(MODE + "@Redfish.AllowableValues").add("UEFI");
        if (!character.is(RedfishTrait.ONE_BOOT_MODE)) {
            modes.add("Legacy");
        }
        return boot;
    }

    private ObjectNode settings(RedfishCharacter character) {
        ObjectNode node = resource(path + "/Settings", "ComputerSystem.v1_13_0.ComputerSystem", "Settings", "Settings");
        node.set("Boot", boot(power.view(), character));
        return node.put("Description", "Settings to come of " + character.model());
    }

    private ObjectNode actionInfo(String at) {
        ObjectNode info = resource(at, "ActionInfo.v1_1_2.ActionInfo", "ResetActionInfo", "Reset Action Info");
        ObjectNode parameter =
                info.putArray("Parameters").addObject().put("Name", "ResetType").put("Required", true);
        RESET_TYPES.forEach(parameter.putArray("AllowableValues")::add);
        return info;
    }

    private RedfishReply patch(String body, Optional<String> ifMatch, RedfishCharacter character, BmcFault fault) {
        if (fault instanceof BmcFault.ChangedMeanwhile || !matches(ifMatch, character)) {
            return RedfishReply.error(412, "Base.1.8.PreconditionFailed", "The resource has changed.");
        }
        if (fault instanceof BmcFault.Conflict conflict) {
            return conflict.reply();
        }
        JsonNode boot = RedfishJson.parse(body).path("Boot");
        boolean whole = boot.has("BootSourceOverrideEnabled") && boot.has("BootSourceOverrideTarget") && boot.has(MODE);
        String enabled = boot.path("BootSourceOverrideEnabled").asString("Once");
        if (character.is(RedfishTrait.NEEDS_FULL_BOOT) && !whole) {
            return RedfishReply.error(
                    400, "Base.1.8.PropertyMissing", "BootSourceOverrideMode is a required property.");
        }
        if (isModeRefused(boot.path(MODE), character)) {
            return RedfishReply.error(
                    400, "Base.1.8.PropertyNotWritable", "The property BootSourceOverrideMode is read only.");
        }
        if (character.is(RedfishTrait.NO_PERSISTENT_BOOT) && enabled.equals("Continuous")) {
            return RedfishReply.error(
                    400, "Base.1.8.PropertyValueNotInList", "The value Continuous is not in the list.");
        }
        Optional<BootDevice> device =
                device(boot.path("BootSourceOverrideTarget").asString(""));
        if (device.isEmpty() && !enabled.equals("Disabled")) {
            return RedfishReply.error(
                    400, "The value for BootSourceOverrideTarget is not one of the allowable values.");
        }
        if (!character.is(RedfishTrait.DROPS_BOOT_MODE)) {
            mode = boot.path(MODE).asString(character.is(RedfishTrait.RESETS_BOOT) ? "Legacy" : mode);
        }
        power.setOverride(
                fault instanceof BmcFault.ForgetsBoot ? Optional.empty() : device, enabled.equals("Continuous"));
        return RedfishReply.done();
    }

    private static boolean isModeRefused(JsonNode asked, RedfishCharacter character) {
        boolean fixed = character.is(RedfishTrait.FIXED_BOOT_MODE)
                || character.is(RedfishTrait.NO_BOOT_MODE)
                || character.is(RedfishTrait.NULL_BOOT_MODE);
        return !asked.isMissingNode()
                && (fixed
                        || character.is(RedfishTrait.ONE_BOOT_MODE)
                                && !asked.asString("").equals("UEFI"));
    }

    private RedfishReply reset(String body, BmcFault fault) {
        if (fault instanceof BmcFault.Conflict conflict) {
            return conflict.reply();
        }
        String type = RedfishJson.parse(body).path("ResetType").asString("");
        if (!RESET_TYPES.contains(type)) {
            return RedfishReply.error(400, "The value for ResetType is not one of the allowable values.");
        }
        keeper.note("OK", "Reset " + type + " of system " + id());
        if (!(fault instanceof BmcFault.IgnoresResets || fault instanceof BmcFault.PretendsReset)) {
            switch (type) {
                case "On" -> power.later(PowerState.ON);
                case "ForceOff", "GracefulShutdown" -> power.later(PowerState.OFF);
                default -> power.laterOffThenOn();
            }
        }
        return RedfishReply.done();
    }

    private static Optional<BootDevice> device(String target) {
        return switch (target) {
            case "Pxe" -> Optional.of(BootDevice.PXE);
            case "Hdd" -> Optional.of(BootDevice.DISK);
            default -> Optional.empty();
        };
    }

    private static String target(BootDevice device) {
        return switch (device) {
            case PXE -> "Pxe";
            case DISK -> "Hdd";
        };
    }

    private Optional<String> etag(RedfishCharacter character) {
        String plain = Long.toString(power.view().version());
        if (character.is(RedfishTrait.NO_ETAGS)) {
            return Optional.empty();
        }
        if (character.is(RedfishTrait.WEAK_ETAGS)) {
            return Optional.of("W/\"" + plain + "\"");
        }
        return Optional.of("\"" + plain + (character.is(RedfishTrait.GZIP_ETAGS) ? "--gzip" : "") + "\"");
    }

    /** By the strong form, as RFC 9110 has it; who told none takes any. */
    private boolean matches(Optional<String> ifMatch, RedfishCharacter character) {
        return ifMatch.isEmpty()
                || character.is(RedfishTrait.NO_ETAGS)
                || ifMatch.get().equals("\"" + power.view().version() + "\"");
    }
}
