package io.rackledger.bmc.redfish;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Inventory;
import io.rackledger.bmc.driver.Inventory.MemoryModule;
import io.rackledger.bmc.driver.Inventory.Nic;
import io.rackledger.bmc.driver.Inventory.Processor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The machine and its parts (DSP0268: ComputerSystem, Processor, Memory, EthernetInterface, Storage, Manager). */
final class RedfishParts {
    private static final double GIB = 1 << 30;
    private static final long MIB = 1 << 20;
    /** Most members of one collection: no machine has more of anything, and each may be a request. */
    static final int MOST = 256;

    private final RedfishLink link;
    private final RedfishWays ways;

    RedfishParts(RedfishLink link, RedfishWays ways) {
        this.link = link;
        this.ways = ways;
    }

    Inventory read(Instant until) throws BmcTrouble {
        JsonNode system = ways.readSystem(until).body();
        JsonNode manager = ways.readManager(until);
        List<Processor> processors = new ArrayList<>();
        for (JsonNode each : parts(system.path("Processors"), until)) {
            processors.add(new Processor(
                    text(each, "Socket", "Id"),
                    text(each, "Model"),
                    each.path("TotalCores").asInt(0),
                    each.path("TotalThreads").asInt(0)));
        }
        List<MemoryModule> memory = new ArrayList<>();
        for (JsonNode each : parts(system.path("Memory"), until)) {
            memory.add(new MemoryModule(
                    text(each, "DeviceLocator", "Id"),
                    text(each, "MemoryDeviceType"),
                    each.path("CapacityMiB").asLong(0) * MIB));
        }
        List<Nic> nics = new ArrayList<>();
        for (JsonNode each : parts(system.path("EthernetInterfaces"), until)) {
            String mac = text(each, "MACAddress", "PermanentMACAddress")
                    .toLowerCase(Locale.ROOT)
                    .replace('-', ':');
            nics.add(new Nic(text(each, "Id"), mac, each.path("SpeedMbps").asInt(0)));
        }
        boolean on = text(system, "PowerState").equals("On");
        return new Inventory(
                text(system, "Manufacturer"),
                text(system, "Model"),
                text(system, "SerialNumber"),
                text(system, "UUID").toLowerCase(Locale.ROOT),
                text(system, "BiosVersion"),
                text(manager, "Model"),
                text(manager, "FirmwareVersion"),
                Math.round(system.path("MemorySummary")
                                .path("TotalSystemMemoryGiB")
                                .asDouble(0)
                        * GIB),
                processors,
                memory,
                nics,
                new RedfishDisks(link).read(system, until),
                on || !nics.isEmpty());
    }

    /** What is in the slots of a collection that a resource links to; empty where there is no such collection. */
    private List<JsonNode> parts(JsonNode collection, Instant until) throws BmcTrouble {
        return members(link, collection, until).stream()
                .filter(RedfishParts::isPresent)
                .toList();
    }

    /** Whether there is something in the slot. */
    static boolean isPresent(JsonNode part) {
        return !text(part.path("Status"), "State").equals("Absent");
    }

    /** All members, whether they are expanded or links. */
    static List<JsonNode> members(RedfishLink link, JsonNode collection, Instant until) throws BmcTrouble {
        Optional<String> path = RedfishRoot.link(collection);
        return path.isEmpty()
                ? List.of()
                : resolved(link, link.get(path.get(), until).body().path("Members"), MOST, until);
    }

    /** What is listed, at most so much of it: what is expanded as it is, and what links lead to. */
    static List<JsonNode> resolved(RedfishLink link, Iterable<JsonNode> listed, int most, Instant until)
            throws BmcTrouble {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode each : listed) {
            if (all.size() >= most) {
                break;
            }
            all.add(
                    each.size() > 1
                            ? each
                            : link.get(each.path("@odata.id").asString(""), until)
                                    .body());
        }
        return all;
    }

    /** The first of these that tells something. */
    static String text(JsonNode resource, String... names) {
        for (String name : names) {
            String told = resource.path(name).asString("").strip();
            if (!told.isEmpty()) {
                return told;
            }
        }
        return "";
    }
}
