package io.rackledger.launcher.demo;

import io.rackledger.launcher.rack.MachineFault;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which machines are faulty, and what the operator does with each: verbs in order, each with the state that it should lead to. */
final class DemoPlan {
    static final int MACHINES = 20;
    static final String IMAGE = "demo-image.raw";

    /** By the machine's number from 1. */
    static final Map<Integer, MachineFault> FAULTS = Map.of(
            3, MachineFault.NEVER_FETCHES_USER_DATA,
            7, MachineFault.STEP_EXITS_7,
            11, MachineFault.STEP_HANGS,
            14, MachineFault.BOOTS_IN_A_LOOP,
            18, MachineFault.BMC_DOES_NOTHING);

    private static final List<Errand> COMMON = List.of(
            new Errand("manage", "manageable", ""),
            new Errand("inspect", "manageable", ""),
            // A short limit, so that the machine whose disk hangs is found out in a demo's time.
            new Errand("provide", "available", "{\"steps\":[{\"name\":\"erase-metadata\",\"limitSeconds\":6}]}"),
            deploy());

    /** What else is done with some of the machines that work, by their number. */
    private static final Map<Integer, List<Errand>> MORE = Map.of(
            2, List.of(new Errand("service", "active", "")),
            4, List.of(new Errand("rescue", "rescue", ""), new Errand("unrescue", "active", "")),
            6, List.of(new Errand("undeploy", "available", ""), deploy()));

    private DemoPlan() {}

    /** Every other machine; the rest speak Redfish. */
    static boolean speaksIpmi(int number) {
        return number % 2 == 0;
    }

    /** @param body JSON of the request; %s stands for the node's name */
    record Errand(String verb, String leadsTo, String body) {}

    static List<Errand> errands(int number) {
        return Stream.concat(COMMON.stream(), MORE.getOrDefault(number, List.of()).stream())
                .toList();
    }

    private static Errand deploy() {
        String body = """
            {"instance": {"name": "%s", "image": "demo-image.raw",
                          "userData": "#cloud-config\\npackage_update: false\\n"},
             "steps": [{"name": "write-image", "limitSeconds": 30}]}
            """;
        return new Errand("deploy", "active", body);
    }
}
