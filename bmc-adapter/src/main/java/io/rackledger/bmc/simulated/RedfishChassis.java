package io.rackledger.bmc.simulated;

import static io.rackledger.bmc.simulated.RedfishHardware.CHASSIS;
import static io.rackledger.bmc.simulated.RedfishJson.resource;

import io.rackledger.core.node.PowerState;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The chassis, and what it measures. */
final class RedfishChassis {
    private static final double INLET = 21.5;
    private static final int FAN = 4_200;
    private static final int WATTS_ON = 180;
    private static final int WATTS_OFF = 9;

    private RedfishChassis() {}

    /** Empty where there is nothing at the path. */
    static Optional<ObjectNode> get(String path, PowerState power, RedfishCharacter character) {
        boolean older = character.is(RedfishTrait.OLDER_SENSORS);
        int watts = power == PowerState.ON ? WATTS_ON : WATTS_OFF;
        return switch (path) {
            case CHASSIS -> Optional.of(chassis(power, older));
            case CHASSIS + "/Sensors" ->
                older
                        ? Optional.empty()
                        : Optional.of(RedfishJson.collection(
                                path, "Sensor", List.of(path + "/inlet", path + "/fan1", path + "/power")));
            case CHASSIS + "/Sensors/inlet" -> Optional.of(sensor(path, "inlet", "Inlet temperature", INLET, "Cel"));
            case CHASSIS + "/Sensors/fan1" -> Optional.of(sensor(path, "fan1", "Fan 1", FAN, "RPM"));
            case CHASSIS + "/Sensors/power" -> Optional.of(sensor(path, "power", "Power consumption", watts, "W"));
            case CHASSIS + "/Thermal" -> Optional.of(thermal(path));
            case CHASSIS + "/Power" -> Optional.of(power(path, watts));
            default -> Optional.empty();
        };
    }

    private static ObjectNode chassis(PowerState power, boolean older) {
        ObjectNode chassis = resource(CHASSIS, "Chassis.v1_14_0.Chassis", "1", "Chassis")
                .put("ChassisType", "RackMount")
                .put("Manufacturer", "Rackledger")
                .put("PowerState", power == PowerState.ON ? "On" : "Off");
        RedfishJson.well(chassis);
        for (String each : older ? List.of("Thermal", "Power") : List.of("Thermal", "Power", "Sensors")) {
            RedfishJson.link(chassis, each, CHASSIS + "/" + each);
        }
        ObjectNode links = chassis.putObject("Links");
        RedfishJson.links(links, "ComputerSystems", RedfishHardware.SYSTEM);
        RedfishJson.links(links, "ManagedBy", RedfishKeeper.MANAGER);
        return chassis;
    }

    private static ObjectNode sensor(String path, String id, String name, double reading, String unit) {
        ObjectNode sensor = resource(path, "Sensor.v1_3_0.Sensor", id, name)
                .put("Reading", reading)
                .put("ReadingUnits", unit);
        RedfishJson.well(sensor);
        return sensor;
    }

    private static ObjectNode thermal(String path) {
        ObjectNode thermal = resource(path, "Thermal.v1_6_0.Thermal", "Thermal", "Thermal");
        ObjectNode inlet = thermal.putArray("Temperatures")
                .addObject()
                .put("@odata.id", path + "#/Temperatures/0")
                .put("MemberId", "0")
                .put("Name", "Inlet temperature")
                .put("ReadingCelsius", INLET);
        RedfishJson.well(inlet);
        ObjectNode fan = thermal.putArray("Fans")
                .addObject()
                .put("@odata.id", path + "#/Fans/0")
                .put("MemberId", "0")
                .put("Name", "Fan 1")
                .put("Reading", FAN)
                .put("ReadingUnits", "RPM");
        RedfishJson.well(fan);
        return thermal;
    }

    private static ObjectNode power(String path, int watts) {
        ObjectNode power = resource(path, "Power.v1_6_0.Power", "Power", "Power");
        power.putArray("PowerControl")
                .addObject()
                .put("@odata.id", path + "#/PowerControl/0")
                .put("MemberId", "0")
                .put("Name", "Power consumption")
                .put("PowerConsumedWatts", watts);
        return power;
    }
}
