package io.rackledger.bmc.simulated;

import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.PowerState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The resources of one simulated BMC: service root, systems, managers and chassis collections, one system. */
final class RedfishTree {
    static final String SYSTEM = "/redfish/v1/Systems/1";
    private static final String ROOT = "/redfish/v1";
    private static final String RESET = SYSTEM + "/Actions/ComputerSystem.Reset";
    private static final List<String> RESET_TYPES =
            List.of("On", "ForceOff", "GracefulShutdown", "GracefulRestart", "ForceRestart", "PowerCycle");
    private static final List<String> TARGETS = List.of("None", "Pxe", "Hdd");

    private volatile String serial;
    private final SimulatedPower power;

    RedfishTree(String serial, SimulatedPower power) {
        this.serial = serial;
        this.power = power;
    }

    BmcIdentity identity() {
        return new BmcIdentity(uuid(), serial);
    }

    void belongTo(String other) {
        serial = other;
    }

    /** What DSP0266 wants readable without an account. */
    static boolean isPublic(String path) {
        String plain = trimmed(path);
        return plain.equals("/redfish") || plain.equals(ROOT);
    }

    RedfishReply answer(String method, String rawPath, String body, Optional<String> ifMatch, boolean ignoresResets) {
        String path = trimmed(rawPath);
        return switch (method) {
            case "GET", "HEAD" -> get(path);
            case "PATCH" -> path.equals(SYSTEM) ? patch(body, ifMatch) : notHere(path);
            case "POST" -> path.equals(RESET) ? reset(body, ignoresResets) : notHere(path);
            default -> RedfishReply.error(405, "The method is not allowed here.");
        };
    }

    private RedfishReply get(String path) {
        return switch (path) {
            case "/redfish" -> RedfishReply.ok(object().put("v1", ROOT + "/"));
            case ROOT -> RedfishReply.ok(root());
            case ROOT + "/Systems" -> RedfishReply.ok(collection(path, "ComputerSystem", List.of(SYSTEM)));
            case ROOT + "/Managers" -> RedfishReply.ok(collection(path, "Manager", List.of()));
            case ROOT + "/Chassis" -> RedfishReply.ok(collection(path, "Chassis", List.of()));
            case SYSTEM -> system();
            default -> notHere(path);
        };
    }

    private ObjectNode root() {
        ObjectNode root = resource(ROOT + "/", "#ServiceRoot.v1_5_0.ServiceRoot", "RootService", "Root Service")
                .put("RedfishVersion", "1.6.0")
                .put("UUID", uuid());
        for (String each : List.of("Systems", "Managers", "Chassis")) {
            root.putObject(each).put("@odata.id", ROOT + "/" + each);
        }
        return root;
    }

    private static ObjectNode collection(String path, String of, List<String> members) {
        ObjectNode node = object().put("@odata.id", path)
                .put("@odata.type", "#" + of + "Collection." + of + "Collection")
                .put("Name", of + " Collection")
                .put("Members@odata.count", members.size());
        members.forEach(each -> node.withArray("Members").addObject().put("@odata.id", each));
        if (members.isEmpty()) {
            node.putArray("Members");
        }
        return node;
    }

    private RedfishReply system() {
        SimulatedPower.View view = power.view();
        ObjectNode node = resource(SYSTEM, "#ComputerSystem.v1_13_0.ComputerSystem", "1", "System")
                .put("SystemType", "Physical")
                .put("Manufacturer", "Rackledger")
                .put("Model", "Simulated")
                .put("SerialNumber", serial)
                .put("UUID", uuid())
                .put("PowerState", view.state() == PowerState.ON ? "On" : "Off");
        node.putObject("Status").put("State", "Enabled").put("Health", "OK");
        view.lastReset().ifPresent(at -> node.put("LastResetTime", at.toString()));
        ObjectNode boot = node.putObject("Boot")
                .put("BootSourceOverrideEnabled", enabled(view))
                .put(
                        "BootSourceOverrideTarget",
                        view.override().map(RedfishTree::target).orElse("None"))
                .put("BootSourceOverrideMode", "UEFI");
        TARGETS.forEach(boot.putArray("BootSourceOverrideTarget@Redfish.AllowableValues")::add);
        ObjectNode reset =
                node.putObject("Actions").putObject("#ComputerSystem.Reset").put("target", RESET);
        RESET_TYPES.forEach(reset.putArray("ResetType@Redfish.AllowableValues")::add);
        return RedfishReply.ok(node).withEtag(etag(view));
    }

    private RedfishReply patch(String body, Optional<String> ifMatch) {
        if (ifMatch.isPresent() && !ifMatch.get().equals(etag(power.view()))) {
            return RedfishReply.error(412, "The resource has changed.");
        }
        JsonNode boot = parse(body).path("Boot");
        String enabled = boot.path("BootSourceOverrideEnabled").asString("Once");
        Optional<BootDevice> device =
                switch (boot.path("BootSourceOverrideTarget").asString("")) {
                    case "Pxe" -> Optional.of(BootDevice.PXE);
                    case "Hdd" -> Optional.of(BootDevice.DISK);
                    default -> Optional.empty();
                };
        if (device.isEmpty() && !enabled.equals("Disabled")) {
            return RedfishReply.error(
                    400, "The value for BootSourceOverrideTarget is not one of the allowable values.");
        }
        power.setOverride(device, enabled.equals("Continuous"));
        return RedfishReply.done();
    }

    private RedfishReply reset(String body, boolean ignored) {
        String type = parse(body).path("ResetType").asString("");
        if (!RESET_TYPES.contains(type)) {
            return RedfishReply.error(400, "The value for ResetType is not one of the allowable values.");
        }
        if (!ignored) {
            switch (type) {
                case "On" -> power.later(PowerState.ON);
                case "ForceOff", "GracefulShutdown" -> power.later(PowerState.OFF);
                default -> power.laterOffThenOn();
            }
        }
        return RedfishReply.done();
    }

    private static String enabled(SimulatedPower.View view) {
        if (view.override().isEmpty()) {
            return "Disabled";
        }
        return view.continuous() ? "Continuous" : "Once";
    }

    private static String target(BootDevice device) {
        return switch (device) {
            case PXE -> "Pxe";
            case DISK -> "Hdd";
        };
    }

    private String uuid() {
        return UUID.nameUUIDFromBytes(serial.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String etag(SimulatedPower.View view) {
        return "\"" + view.version() + "\"";
    }

    private static String trimmed(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static JsonNode parse(String body) {
        try {
            return JsonMapper.shared().readTree(body.isEmpty() ? "{}" : body);
        } catch (JacksonException e) {
            return object();
        }
    }

    private static ObjectNode resource(String id, String type, String name, String title) {
        return object().put("@odata.id", id)
                .put("@odata.type", type)
                .put("Id", name)
                .put("Name", title);
    }

    private static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    private static RedfishReply notHere(String path) {
        return RedfishReply.error(404, "There is no resource at " + path + ".");
    }
}
