package io.rackledger.e2e.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.boot.Link;
import io.rackledger.core.identity.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A real disk image is written to a machine's disk, which then starts from it and reports as the installed system. */
@Tag("full")
class DiskDeployTest {
    private static final Duration PATIENCE = Duration.ofSeconds(450);
    private static final long DISK = 512L << 20;
    private static final String NODE = "vm-disk";
    private static final String USER_DATA =
            "#cloud-config\nruncmd:\n  - [sh, -c, 'echo the tenant was on $(findmnt -no SOURCE /) > /dev/console']\n";

    @RegisterExtension
    static final RackExtension RACK = RackExtension.patient("--dhcp=authoritative", RackExtension.POOL);

    /** First with an image that was altered after its digest was taken, then with the right one. */
    @Test
    void refusesAnAlteredImageAndThenRunsTheRightOneFromTheDisk() throws IOException {
        VirtualRack rack = RACK.rack();
        VirtualMachine machine = rack.manageable(NODE, Firmware.BIOS);
        machine.disk(DISK);
        rack.act(NODE, "provide", Map.of());
        Verdict.of(rack, NODE, rack.awaitState(NODE, PATIENCE, "available", "clean failed"))
                .is("available", "");

        Path altered = rack.files().resolve("altered.raw");
        byte[] bytes = new byte[1 << 20];
        Digest digest = Digest.of(bytes);
        bytes[1 << 19] = 1;
        Files.write(altered, bytes);
        deploy(rack, "altered.raw", digest);
        JsonNode refused = rack.awaitState(NODE, PATIENCE, "active", "deploy failed");
        Verdict.of(rack, NODE, refused)
                .is(
                        "deploy failed",
                        "DIGEST_MISMATCH",
                        "the image that arrived is not the one that was ordered",
                        "digest differs");

        Files.createLink(rack.files().resolve("disk.raw"), rack.diskImage());
        deploy(rack, "disk.raw", Digest.of(Files.readAllBytes(rack.diskImage())));
        JsonNode active = rack.awaitState(NODE, PATIENCE, "active", "deploy failed");
        Verdict.of(rack, NODE, active).is("active", "");
        assertThat(rack.api().links(NODE))
                .as(rack.evidence(NODE))
                .contains(
                        Link.SYSTEM_DHCP.words(), Link.META_DATA.words(), Link.APPLIED.words(), Link.FINISHED.words());
        assertThat(machine.console()).contains("from the disk").contains("the tenant was on /dev/vda1");
    }

    private static void deploy(VirtualRack rack, String image, Digest digest) {
        rack.act(
                NODE,
                "deploy",
                Map.of(
                        "instance",
                        Map.of("name", NODE, "image", image, "imageDigest", digest.value(), "userData", USER_DATA)));
    }
}
