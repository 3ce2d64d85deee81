package io.rackledger.e2e.firmware;

import io.rackledger.core.boot.Link;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A machine with a BIOS goes from power-on by a foreign BMC through its firmware, our DHCP and HTTP, Debian's kernel and cloud-init, and the
 * step runner, back to manageable. Takes root, QEMU and what mkboot.sh needs; else it is skipped, and says so.
 */
@Tag("full")
class RealMachineTest {
    @RegisterExtension
    static final RackExtension RACK = RackExtension.patient("--dhcp=authoritative", RackExtension.POOL);

    @Test
    void isInspectedFromPowerOnToManageable() throws IOException {
        WayUp.inspect(RACK.rack(), "vm-bios", Firmware.BIOS)
                .showsAllLinks(Link.SYSTEM_DHCP)
                .wasTold("DhcpAnswered", "leased", "/boot/52:54:00:78:00:01")
                .hasProperty("cpus", "1")
                .hasProperty("arch", "x86_64")
                .hasProperty("boot_mode", "bios")
                .hasProperty("macs", "52:54:00:78:00:01");
    }
}
