package io.rackledger.e2e.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.boot.Link;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** An inspection that went well, to be looked at link by link. */
record WayUp(VirtualRack rack, String name, JsonNode node) {
    private static final List<Link> EVERY_WAY = List.of(
            Link.POWER_ON,
            Link.DHCP,
            Link.BOOT_SCRIPT,
            Link.KERNEL,
            Link.INITRD,
            Link.CLOUD_INIT,
            Link.META_DATA,
            Link.USER_DATA,
            Link.VENDOR_DATA,
            Link.APPLIED,
            Link.STEP_STARTED,
            Link.STEP_FINISHED,
            Link.STEPS_DONE);

    /** Inspects a new machine, and demands that it gets back to manageable. */
    static WayUp inspect(VirtualRack rack, String name, Firmware firmware) throws IOException {
        begin(rack, name, firmware);
        return end(rack, name);
    }

    /** Has a new machine switched on, to be inspected. */
    static void begin(VirtualRack rack, String name, Firmware firmware) throws IOException {
        rack.manageable(name, firmware);
        rack.act(name, "inspect", Map.of());
    }

    /** Demands that the machine gets back to manageable. */
    static WayUp end(VirtualRack rack, String name) {
        JsonNode node = rack.awaitState(name, VirtualRack.BOOT, "inspect failed", "manageable");
        Verdict.of(rack, name, node).is("manageable", "");
        return new WayUp(rack, name, node);
    }

    /** Every link that each way has, and these. */
    WayUp showsAllLinks(Link... more) {
        List<String> wanted = new ArrayList<>(Stream.concat(EVERY_WAY.stream(), Stream.of(more))
                .map(Link::words)
                .toList());
        assertThat(rack.api().links(name)).as(evidence()).containsAll(wanted);
        return this;
    }

    /** Something of this type in its timeline, with these words. */
    WayUp wasTold(String type, String... words) {
        assertThat(rack.api().timeline(name))
                .as(evidence())
                .anyMatch(line ->
                        line.contains(" " + type + " ") && Stream.of(words).allMatch(line::contains));
        return this;
    }

    /** The inventory of the running system became the node's properties. */
    WayUp hasProperty(String property, String value) {
        assertThat(node.path("properties").path(property).asString(""))
                .as(property + " of " + node.path("properties") + "\n" + evidence())
                .isEqualTo(value);
        return this;
    }

    private String evidence() {
        return rack.evidence(name);
    }
}
