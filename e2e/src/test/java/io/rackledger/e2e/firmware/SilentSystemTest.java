package io.rackledger.e2e.firmware;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Machines whose firmware got all it wanted, and whose system falls silent: each fails in time, and its sentence names the link that is missing. */
@Tag("full")
class SilentSystemTest {
    private static final Duration PATIENCE = Duration.ofSeconds(420);
    private static final String INSPECT = "inspect";

    /** Longer than an emulated machine on a busy host takes from its initrd to its address. */
    @RegisterExtension
    static final RackExtension RACK = new RackExtension(
            "--dhcp=authoritative", RackExtension.POOL, "--wait-progress=PT100S", "--wait-liveness=PT60S");

    /** Silence (e): what a packet filter for HTTP does that comes up after the kernel. */
    @Test
    void addressButNoMetadata() throws IOException {
        String node = "no-metadata";
        RACK.rack().manageable(node, Firmware.BIOS);
        RACK.rack().act(node, INSPECT, Map.of());
        RACK.rack().awaitLine(node, VirtualRack.BOOT, "ArtifactServed", "initrd");
        RACK.rack().segment().drop("tcp dport 8481");
        ends(
                node,
                "NO_METADATA_FETCH",
                "after the DHCP lease of its system (10.78.0.1",
                "no request reached the metadata endpoint " + Segment.ENGINE + ":8481",
                "check route and firewall from 10.78.0.1");
    }

    /** Silence (g): the seed is served, and from then on nothing that the machine reports gets through. */
    @Test
    void seedButNoReport() throws IOException {
        String node = "no-report";
        RACK.rack().manageable(node, Firmware.BIOS);
        RACK.rack().act(node, INSPECT, Map.of());
        RACK.rack().awaitLine(node, VirtualRack.BOOT, "SeedServed", "user-data");
        RACK.rack().segment().drop("tcp dport 8481 " + SilentFirmwareTest.beginsWith("POST "));
        ends(node, "REPORT_MISSING", "reached " + Segment.ENGINE + ":8481", "although the work may have been done");
    }

    /** Silence (h): a step is begun, and the machine loses its power before it tells the end of it. */
    @Test
    void stepsThatNeverEnd() throws IOException {
        String node = "no-end";
        VirtualMachine machine = RACK.rack().manageable(node, Firmware.BIOS);
        RACK.rack()
                .act(
                        node,
                        INSPECT,
                        Map.of(
                                "steps",
                                List.of(Map.of(
                                        "name",
                                        "linger",
                                        "script",
                                        "sleep 300",
                                        "limitSeconds",
                                        280,
                                        "required",
                                        true))));
        RACK.rack().awaitLine(node, VirtualRack.BOOT, "StepStarted", "linger");
        machine.unplug();
        ends(node, "MACHINE_SILENT", "after the start of step 'linger'", "no sign of life of 10.78.0.1");
    }

    private static void ends(String node, String code, String... words) {
        JsonNode seen = RACK.rack().awaitState(node, PATIENCE, "inspect failed", "manageable");
        Verdict.of(RACK.rack(), node, seen).is("inspect failed", code, words);
    }
}
