package io.rackledger.bmc.redfish;

import static io.rackledger.bmc.redfish.RedfishParts.text;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Inventory.Drive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The drives in a machine (DSP0268: Storage and Drive, else SimpleStorage of older services). */
final class RedfishDisks {
    private final RedfishLink link;

    RedfishDisks(RedfishLink link) {
        this.link = link;
    }

    /** Empty where the service tells of no drives. */
    List<Drive> read(JsonNode system, Instant until) throws BmcTrouble {
        Map<String, Drive> found = new LinkedHashMap<>();
        for (JsonNode storage : RedfishParts.members(link, system.path("Storage"), until)) {
            // A drive behind two controllers is one drive.
            List<JsonNode> unread = new ArrayList<>();
            storage.path("Drives").forEach(each -> {
                if (!found.containsKey(each.path("@odata.id").asString(""))) {
                    unread.add(each);
                }
            });
            for (JsonNode each : RedfishParts.resolved(link, unread, RedfishParts.MOST - found.size(), until)) {
                if (RedfishParts.isPresent(each)) {
                    String path = text(each, "@odata.id");
                    found.put(path.isEmpty() ? "#" + found.size() : path, drive(each));
                }
            }
        }
        return found.isEmpty() ? older(system, until) : List.copyOf(found.values());
    }

    private static Drive drive(JsonNode told) {
        return new Drive(
                text(told, "Name", "Id"),
                text(told, "Model"),
                text(told, "SerialNumber"),
                told.path("CapacityBytes").asLong(0),
                text(told, "MediaType"),
                text(told, "Protocol"),
                text(told.path("Status"), "Health"));
    }

    private List<Drive> older(JsonNode system, Instant until) throws BmcTrouble {
        List<Drive> all = new ArrayList<>();
        for (JsonNode storage : RedfishParts.members(link, system.path("SimpleStorage"), until)) {
            for (JsonNode each : storage.path("Devices")) {
                if (RedfishParts.isPresent(each) && all.size() < RedfishParts.MOST) {
                    all.add(drive(each));
                }
            }
        }
        return all;
    }
}
