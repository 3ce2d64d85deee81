package io.rackledger.bmc.simulated;

import static io.rackledger.bmc.simulated.RedfishJson.ROOT;
import static io.rackledger.bmc.simulated.RedfishJson.resource;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The manager, which is the BMC itself, and the event log that it keeps. Thread-safe. */
final class RedfishKeeper {
    static final String MANAGER = ROOT + "/Managers/1";
    private static final String RESET = MANAGER + "/Actions/Manager.Reset";
    private static final String LOGS = MANAGER + "/LogServices";
    private static final String SEL = LOGS + "/SEL";
    private static final String ENTRIES = SEL + "/Entries";
    private static final String SKIP = "?$skip=";
    private static final int PAGE = 5;
    private static final int MOST = 200;

    private final Clock clock;
    private final List<ObjectNode> log = new ArrayList<>();
    private int numbers;
    private int restarts;

    RedfishKeeper(Clock clock) {
        this.clock = clock;
    }

    synchronized int restarts() {
        return restarts;
    }

    /** Writes a line into the event log; the oldest go where it is full. */
    synchronized void note(String severity, String message) {
        String id = Integer.toString(++numbers);
        log.add(resource(ENTRIES + "/" + id, "LogEntry.v1_7_0.LogEntry", id, "Log Entry " + id)
                .put("EntryType", "SEL")
                .put("Severity", severity)
                .put("Created", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("Message", message));
        if (log.size() > MOST) {
            log.removeFirst();
        }
    }

    synchronized RedfishReply answer(String method, String path, String body, RedfishCharacter character) {
        if (method.equals("POST") && path.equals(RESET)) {
            String type = RedfishJson.parse(body).path("ResetType").asString("");
            if (!type.equals("GracefulRestart") && !type.equals("ForceRestart")) {
                return RedfishReply.error(400, "The value for ResetType is not one of the allowable values.");
            }
            restarts++;
            return RedfishReply.done();
        }
        if (!method.equals("GET")) {
            return RedfishReply.notAllowed();
        }
        return switch (path) {
            case MANAGER -> RedfishReply.ok(manager(character));
            case LOGS -> RedfishReply.ok(RedfishJson.collection(LOGS, "LogService", List.of(SEL)));
            case SEL -> RedfishReply.ok(service());
            case ENTRIES -> RedfishReply.ok(page(0));
            default -> later(path);
        };
    }

    private RedfishReply later(String path) {
        String from = path.startsWith(ENTRIES + SKIP) ? path.substring((ENTRIES + SKIP).length()) : "";
        return from.matches("[0-9]{1,6}")
                ? RedfishReply.ok(page(Integer.parseInt(from)))
                : log.stream()
                        .filter(entry -> entry.path("@odata.id").asString("").equals(path))
                        .findFirst()
                        .map(RedfishReply::ok)
                        .orElseGet(() -> RedfishReply.notHere(path));
    }

    private ObjectNode page(int from) {
        ObjectNode page = RedfishJson.collection(ENTRIES, "LogEntry", List.of()).put("Members@odata.count", log.size());
        ArrayNode members = page.putArray("Members");
        log.stream().skip(from).limit(PAGE).forEach(members::add);
        if (from + PAGE < log.size()) {
            page.put("Members@odata.nextLink", ENTRIES + SKIP + (from + PAGE));
        }
        return page;
    }

    private static ObjectNode service() {
        ObjectNode service = resource(SEL, "LogService.v1_2_0.LogService", "SEL", "System Event Log");
        RedfishJson.well(service);
        RedfishJson.link(service, "Entries", ENTRIES);
        return service;
    }

    private static ObjectNode manager(RedfishCharacter character) {
        ObjectNode manager = resource(MANAGER, "Manager.v1_10_0.Manager", "1", "Manager")
                .put("ManagerType", "BMC")
                .put("UUID", "00000000-0000-4000-8000-000000000001")
                .put("Model", character.model())
                .put("FirmwareVersion", character.firmware())
                .put("PowerState", "On");
        RedfishJson.well(manager);
        RedfishJson.link(manager, "LogServices", LOGS);
        if (!character.is(RedfishTrait.MEDIA_AT_SYSTEM)) {
            RedfishJson.link(manager, "VirtualMedia", RedfishDrives.path(character));
        }
        ObjectNode links = manager.putObject("Links");
        RedfishJson.links(links, "ManagerForServers", RedfishHardware.SYSTEM);
        RedfishJson.links(links, "ManagerForChassis", RedfishHardware.CHASSIS);
        ObjectNode reset =
                manager.putObject("Actions").putObject("#Manager.Reset").put("target", RESET);
        reset.putArray("ResetType@Redfish.AllowableValues")
                .add("GracefulRestart")
                .add("ForceRestart");
        return manager;
    }
}
