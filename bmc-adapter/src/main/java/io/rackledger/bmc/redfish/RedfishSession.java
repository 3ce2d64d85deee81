package io.rackledger.bmc.redfish;

import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.BootChoice;
import io.rackledger.bmc.driver.Button;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.PowerState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A ComputerSystem resource (DSP0268): PowerState, Boot and the Reset action. */
final class RedfishSession implements BmcSession {
    private static final int TRIES_TO_SET = 3;
    private static final int PRECONDITION_FAILED = 412;
    private static final String ACTION = "#ComputerSystem.Reset";
    private static final String ALLOWED = "ResetType@Redfish.AllowableValues";

    private final RedfishTransport transport;
    private final String system;

    RedfishSession(RedfishTransport transport, String system) {
        this.transport = transport;
        this.system = system;
    }

    @Override
    public String authority() {
        return transport.authority();
    }

    @Override
    public BmcIdentity identity(Instant until) throws BmcTrouble {
        JsonNode told = transport.get(system, until).body();
        return new BmcIdentity(
                told.path("UUID").asString("").toLowerCase(Locale.ROOT),
                told.path("SerialNumber").asString("").strip());
    }

    @Override
    public PowerState readPower(Instant until) throws BmcTrouble {
        return switch (transport.get(system, until).body().path("PowerState").asString("")) {
            case "On" -> PowerState.ON;
            case "Off" -> PowerState.OFF;
            // PoweringOn, PoweringOff, Paused, or nothing at all: not a state to act on.
            default -> PowerState.UNKNOWN;
        };
    }

    @Override
    public String press(Button button, Instant until) throws BmcTrouble {
        JsonNode action = transport.get(system, until).body().path("Actions").path(ACTION);
        String target = action.path("target").asString(system + "/Actions/ComputerSystem.Reset");
        String type = resetType(button, allowed(action, until));
        ObjectNode body = JsonMapper.shared().createObjectNode().put("ResetType", type);
        RedfishAnswer answer = transport.send("POST", target, body.toString(), Optional.empty(), until);
        return "answered " + answer.status() + " to ComputerSystem.Reset " + type;
    }

    private List<String> allowed(JsonNode action, Instant until) throws BmcTrouble {
        List<String> listed = strings(action.path(ALLOWED));
        String info = action.path("@Redfish.ActionInfo").asString("");
        if (!listed.isEmpty() || info.isEmpty()) {
            return listed;
        }
        for (JsonNode parameter : transport.get(info, until).body().path("Parameters")) {
            if (parameter.path("Name").asString("").equals("ResetType")) {
                return strings(parameter.path("AllowableValues"));
            }
        }
        return List.of();
    }

    /** The first type that the system allows; a system that lists nothing is believed to know the usual ones. */
    private String resetType(Button button, List<String> allowed) throws BmcTrouble {
        List<String> wanted = switch (button) {
            case ON -> List.of("On", "ForceOn");
            case FORCE_OFF -> List.of("ForceOff");
            case SOFT_OFF -> List.of("GracefulShutdown");
        };
        Optional<String> usable = allowed.isEmpty()
                ? Optional.of(wanted.getFirst())
                : wanted.stream().filter(allowed::contains).findFirst();
        return usable.orElseThrow(() -> transport.refused("does not offer reset type " + String.join(" or ", wanted)
                + "; it offers " + String.join(", ", allowed)));
    }

    @Override
    public void setBootDevice(BootChoice choice, Instant until) throws BmcTrouble {
        String target = switch (choice.device()) {
            case PXE -> "Pxe";
            case DISK -> "Hdd";
        };
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.putObject("Boot")
                .put("BootSourceOverrideEnabled", choice.persistent() ? "Continuous" : "Once")
                .put("BootSourceOverrideTarget", target);
        patch(body.toString(), until);
        String told = transport
                .get(system, until)
                .body()
                .path("Boot")
                .path("BootSourceOverrideTarget")
                .asString("");
        // Once may read back as Continuous on some BMCs; the device is what must not be lost.
        if (!told.equals(target)) {
            throw transport.busy("took boot device " + target + ", but reads back '" + told + "'");
        }
    }

    /** Someone else may change the system between our read and our write: the version is read anew for each try. */
    private void patch(String json, Instant until) throws BmcTrouble {
        for (int left = TRIES_TO_SET - 1; ; left--) {
            Optional<String> version = transport.get(system, until).etag();
            try {
                transport.send("PATCH", system, json, version, until);
                return;
            } catch (BmcTrouble trouble) {
                if (left == 0 || trouble.status() != PRECONDITION_FAILED) {
                    throw trouble;
                }
            }
        }
    }

    @Override
    public Optional<Instant> lastReset(Instant until) throws BmcTrouble {
        RedfishAnswer answer = transport.get(system, until);
        String told = answer.body().path("LastResetTime").asString("");
        try {
            return told.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(told).toInstant().minus(answer.ahead()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static List<String> strings(JsonNode array) {
        List<String> found = new ArrayList<>();
        array.forEach(each -> found.add(each.asString("")));
        return found;
    }

    @Override
    public void close() {
        transport.close();
    }
}
