package io.rackledger.bmc.redfish;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.SensorValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** What the chassis measures (DSP0268): its Sensors where it has them, else Thermal and Power of older services. */
final class RedfishSensors {
    private final RedfishLink link;
    private final RedfishWays ways;

    RedfishSensors(RedfishLink link, RedfishWays ways) {
        this.link = link;
        this.ways = ways;
    }

    List<SensorValue> read(Instant until) throws BmcTrouble {
        List<SensorValue> all = new ArrayList<>();
        for (String path : ways.chassis(until)) {
            JsonNode chassis = link.get(path, until).body();
            List<JsonNode> sensors = RedfishParts.members(link, chassis.path("Sensors"), until);
            for (JsonNode each : sensors) {
                add(all, each, "Reading", text(each, "ReadingUnits"));
            }
            if (sensors.isEmpty()) {
                older(chassis, all, until);
            }
        }
        return all;
    }

    private void older(JsonNode chassis, List<SensorValue> all, Instant until) throws BmcTrouble {
        JsonNode thermal = linked(chassis.path("Thermal"), until);
        thermal.path("Temperatures").forEach(each -> add(all, each, "ReadingCelsius", "Cel"));
        thermal.path("Fans").forEach(each -> add(all, each, "Reading", RedfishParts.text(each, "ReadingUnits")));
        JsonNode power = linked(chassis.path("Power"), until);
        power.path("Voltages").forEach(each -> add(all, each, "ReadingVolts", "V"));
        power.path("PowerControl").forEach(each -> add(all, each, "PowerConsumedWatts", "W"));
        power.path("PowerSupplies").forEach(each -> add(all, each, "LastPowerOutputWatts", "W"));
    }

    private JsonNode linked(JsonNode resource, Instant until) throws BmcTrouble {
        var path = RedfishRoot.link(resource);
        return path.isEmpty() ? resource : link.get(path.get(), until).body();
    }

    private static void add(List<SensorValue> all, JsonNode sensor, String reading, String unit) {
        JsonNode value = sensor.path(reading);
        all.add(new SensorValue(
                text(sensor, "Name"),
                value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty(),
                unit,
                text(sensor.path("Status"), "Health")));
    }

    private static String text(JsonNode resource, String name) {
        return RedfishParts.text(resource, name);
    }
}
