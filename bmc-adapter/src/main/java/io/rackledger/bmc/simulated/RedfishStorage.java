package io.rackledger.bmc.simulated;

import static io.rackledger.bmc.simulated.RedfishJson.resource;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The machine's drives: one behind each of two controllers, one behind both, and an empty slot; or as older services tell them. */
final class RedfishStorage {
    private static final String STORAGE = RedfishHardware.SYSTEM + "/Storage";
    private static final String SIMPLE = RedfishHardware.SYSTEM + "/SimpleStorage";
    private static final String DRIVES = STORAGE + "/1/Drives/";
    private static final long FLASH = 960_197_124_096L;
    private static final long DISK = 4_000_787_030_016L;

    private RedfishStorage() {}

    static void addTo(ObjectNode system, RedfishCharacter character) {
        if (character.is(RedfishTrait.SIMPLE_STORAGE)) {
            RedfishJson.link(system, "SimpleStorage", SIMPLE);
        } else if (!character.is(RedfishTrait.NO_STORAGE)) {
            RedfishJson.link(system, "Storage", STORAGE);
        }
    }

    /** Empty where there is nothing at the path. */
    static Optional<ObjectNode> get(String path, String serial, RedfishCharacter character) {
        if (character.is(RedfishTrait.NO_STORAGE)) {
            return Optional.empty();
        }
        return character.is(RedfishTrait.SIMPLE_STORAGE) ? older(path) : modern(path, serial);
    }

    private static Optional<ObjectNode> modern(String path, String serial) {
        return switch (path) {
            case STORAGE -> Optional.of(RedfishJson.collection(path, "Storage", List.of(path + "/1", path + "/2")));
            case STORAGE + "/1" -> Optional.of(controller(path, "1", List.of("0", "1", "2")));
            case STORAGE + "/2" -> Optional.of(controller(path, "2", List.of("1", "3")));
            case DRIVES + "0" -> Optional.of(drive(path, "NVMe 0", serial + "-N0", FLASH, "SSD", "NVMe"));
            case DRIVES + "1" -> Optional.of(drive(path, "Disk 1", serial + "-D1", DISK, "HDD", "SAS"));
            case DRIVES + "2" -> {
                ObjectNode empty = resource(path, "Drive.v1_14_0.Drive", "2", "Bay 2");
                empty.putObject("Status").put("State", "Absent");
                yield Optional.of(empty);
            }
            case DRIVES + "3" -> Optional.of(drive(path, "Disk 3", serial + "-D3", DISK, "HDD", "SAS"));
            default -> Optional.empty();
        };
    }

    private static ObjectNode controller(String path, String id, List<String> drives) {
        ObjectNode storage = resource(path, "Storage.v1_12_0.Storage", id, "Storage " + id);
        RedfishJson.well(storage);
        ArrayNode list = storage.putArray("Drives");
        drives.forEach(each -> list.addObject().put("@odata.id", DRIVES + each));
        return storage.put("Drives@odata.count", drives.size());
    }

    private static ObjectNode drive(
            String path, String name, String serial, long bytes, String mediaType, String protocol) {
        ObjectNode drive = resource(path, "Drive.v1_14_0.Drive", path.substring(DRIVES.length()), name)
                .put("Model", "Simulated " + mediaType)
                .put("SerialNumber", serial)
                .put("CapacityBytes", bytes)
                .put("MediaType", mediaType)
                .put("Protocol", protocol);
        RedfishJson.well(drive);
        return drive;
    }

    private static Optional<ObjectNode> older(String path) {
        return switch (path) {
            case SIMPLE -> Optional.of(RedfishJson.collection(path, "SimpleStorage", List.of(path + "/1")));
            case SIMPLE + "/1" -> {
                ObjectNode storage = resource(path, "SimpleStorage.v1_3_0.SimpleStorage", "1", "Simple Storage");
                RedfishJson.well(storage);
                ArrayNode devices = storage.putArray("Devices");
                RedfishJson.well(devices.addObject()
                        .put("Name", "Disk 1")
                        .put("Model", "Simulated HDD")
                        .put("CapacityBytes", DISK));
                devices.addObject().put("Name", "Bay 2").putObject("Status").put("State", "Absent");
                yield Optional.of(storage);
            }
            default -> Optional.empty();
        };
    }
}
