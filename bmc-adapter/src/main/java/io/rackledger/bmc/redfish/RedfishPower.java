package io.rackledger.bmc.redfish;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Button;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.PowerState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whose the system is, its PowerState and its Reset action (DSP0268, ComputerSystem). */
final class RedfishPower {
    private static final String ACTION = "#ComputerSystem.Reset";
    private static final Set<String> NO_SERIAL = Set.of(
            "", "0", "na", "n/a", "none", "not specified", "default string", "to be filled by o.e.m.", "unknown");

    private final RedfishLink link;
    private final RedfishWays ways;

    RedfishPower(RedfishLink link, RedfishWays ways) {
        this.link = link;
        this.ways = ways;
    }

    /** What makers write where they have nothing to tell counts for nothing: many machines have it in common. */
    BmcIdentity identity(Instant until) throws BmcTrouble {
        JsonNode told = ways.readSystem(until).body();
        String uuid = told.path("UUID").asString("").toLowerCase(Locale.ROOT);
        String serial = told.path("SerialNumber").asString("").strip();
        boolean same = uuid.replace("-", "").matches("0*|f*");
        return new BmcIdentity(same ? "" : uuid, NO_SERIAL.contains(serial.toLowerCase(Locale.ROOT)) ? "" : serial);
    }

    PowerState read(Instant until) throws BmcTrouble {
        String told = ways.readSystem(until).body().path("PowerState").asString("");
        if (told.isEmpty() && ways.quirks(until).powerInChassis()) {
            told = link.get(ways.chassis(until).getFirst(), until)
                    .body()
                    .path("PowerState")
                    .asString("");
        }
        return switch (told) {
            case "On" -> PowerState.ON;
            case "Off" -> PowerState.OFF;
            // PoweringOn, PoweringOff, Paused, or nothing at all: not a state to act on.
            default -> PowerState.UNKNOWN;
        };
    }

    String press(Button button, Instant until) throws BmcTrouble {
        JsonNode action = ways.readSystem(until).body().path("Actions").path(ACTION);
        String target = action.path("target").asString(ways.system(until) + "/Actions/ComputerSystem.Reset");
        List<String> wanted = switch (button) {
            case ON -> List.of("On", "ForceOn");
            case FORCE_OFF -> List.of("ForceOff");
            case SOFT_OFF -> List.of("GracefulShutdown");
        };
        return reset(link, target, chosen(wanted, allowed(link, action, until)), until);
    }

    /** The first type that is allowed; who lists nothing is believed to know the usual ones. */
    private String chosen(List<String> wanted, List<String> allowed) throws BmcTrouble {
        Optional<String> usable = allowed.isEmpty()
                ? Optional.of(wanted.getFirst())
                : wanted.stream().filter(allowed::contains).findFirst();
        return usable.orElseThrow(() -> link.errors()
                .trouble(
                        FailureKind.UNSUPPORTED,
                        "does not offer reset type " + String.join(" or ", wanted) + "; it offers "
                                + String.join(", ", allowed)));
    }

    /** Of a Reset action: the types in the action itself, else in its ActionInfo; empty where neither lists any. */
    static List<String> allowed(RedfishLink link, JsonNode action, Instant until) throws BmcTrouble {
        List<String> listed = strings(action.path("ResetType@Redfish.AllowableValues"));
        String info = action.path("@Redfish.ActionInfo").asString("");
        if (!listed.isEmpty() || info.isEmpty()) {
            return listed;
        }
        for (JsonNode parameter : link.get(info, until).body().path("Parameters")) {
            if (parameter.path("Name").asString("").equals("ResetType")) {
                return strings(parameter.path("AllowableValues"));
            }
        }
        return List.of();
    }

    static String reset(RedfishLink link, String target, String type, Instant until) throws BmcTrouble {
        String body =
                JsonMapper.shared().createObjectNode().put("ResetType", type).toString();
        RedfishAnswer answer = link.send(RedfishRequest.post(target, body), until);
        String action = target.substring(target.lastIndexOf('/') + 1);
        return "answered " + answer.status() + " to " + action + " " + type;
    }

    Optional<Instant> lastReset(Instant until) throws BmcTrouble {
        RedfishAnswer answer = ways.readSystem(until);
        String told = answer.body().path("LastResetTime").asString("");
        try {
            return told.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(told).toInstant().minus(answer.ahead(link.clock())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static List<String> strings(JsonNode array) {
        List<String> found = new ArrayList<>();
        array.forEach(each -> found.add(each.asString("")));
        return found;
    }
}
