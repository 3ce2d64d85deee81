package io.rackledger.bmc.simulated;

import static io.rackledger.bmc.simulated.RedfishJson.ROOT;
import static io.rackledger.bmc.simulated.RedfishJson.resource;

import io.rackledger.core.node.PowerState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What the machine has in it, and the chassis around it. */
final class RedfishHardware {
    static final String CHASSIS = ROOT + "/Chassis/1";
    static final String SYSTEM = ROOT + "/Systems/1";
    private static final int MODULES = 2;
    private static final int MODULE_MIB = 16_384;
    private static final int SPEED = 10_000;

    private RedfishHardware() {}

    static void addTo(ObjectNode system, RedfishCharacter character) {
        system.put("BiosVersion", "SIM-BIOS 2.1");
        system.putObject("ProcessorSummary").put("Count", 1).put("Model", "Simulated CPU");
        system.putObject("MemorySummary").put("TotalSystemMemoryGiB", MODULES * MODULE_MIB / 1024);
        for (String each : List.of("Processors", "Memory", "EthernetInterfaces")) {
            RedfishJson.link(system, each, SYSTEM + "/" + each);
        }
        RedfishStorage.addTo(system, character);
    }

    /** Empty where there is nothing at the path. */
    static Optional<ObjectNode> get(String path, String serial, PowerState power, RedfishCharacter character) {
        boolean dark = power != PowerState.ON && character.is(RedfishTrait.NICS_ONLY_WHEN_ON);
        return switch (path) {
            case SYSTEM + "/Processors" -> list(path, "Processor", List.of("CPU1", "CPU2"));
            case SYSTEM + "/Processors/CPU1" ->
                well(resource(path, "Processor.v1_10_0.Processor", "CPU1", "Processor")
                        .put("Socket", "CPU 1")
                        .put("ProcessorType", "CPU")
                        .put("Model", "Simulated CPU")
                        .put("TotalCores", 8)
                        .put("TotalThreads", 16));
            case SYSTEM + "/Processors/CPU2" -> {
                ObjectNode empty = resource(path, "Processor.v1_10_0.Processor", "CPU2", "Processor");
                empty.putObject("Status").put("State", "Absent");
                yield Optional.of(empty);
            }
            case SYSTEM + "/Memory" -> list(path, "Memory", List.of("DIMM1", "DIMM2"));
            case SYSTEM + "/Memory/DIMM1", SYSTEM + "/Memory/DIMM2" -> well(memory(path));
            case SYSTEM + "/EthernetInterfaces" ->
                list(path, "EthernetInterface", dark ? List.of() : List.of("NIC1", "NIC2"));
            case SYSTEM + "/EthernetInterfaces/NIC1" -> dark ? Optional.empty() : well(nic(path, 1, serial));
            case SYSTEM + "/EthernetInterfaces/NIC2" -> dark ? Optional.empty() : well(nic(path, 2, serial));
            default -> RedfishStorage.get(path, serial, character);
        };
    }

    private static Optional<ObjectNode> well(ObjectNode resource) {
        RedfishJson.well(resource);
        return Optional.of(resource);
    }

    private static Optional<ObjectNode> list(String path, String of, List<String> names) {
        return Optional.of(RedfishJson.collection(
                path, of, names.stream().map(name -> path + "/" + name).toList()));
    }

    private static ObjectNode memory(String path) {
        String slot = path.substring(path.lastIndexOf('/') + 1);
        return resource(path, "Memory.v1_11_0.Memory", slot, "Memory module")
                .put("DeviceLocator", slot)
                .put("MemoryDeviceType", "DDR4")
                .put("CapacityMiB", MODULE_MIB);
    }

    /** As firmware writes it: in capitals. */
    private static ObjectNode nic(String path, int number, String serial) {
        String mac =
                "52:54:00:%02x:%02x:%02x".formatted(serial.hashCode() & 0xff, serial.hashCode() >> 8 & 0xff, number);
        return resource(path, "EthernetInterface.v1_6_0.EthernetInterface", "NIC" + number, "Network port")
                .put("MACAddress", mac.toUpperCase(Locale.ROOT))
                .put("SpeedMbps", SPEED);
    }
}
