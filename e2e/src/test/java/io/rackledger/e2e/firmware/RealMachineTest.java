package io.rackledger.e2e.firmware;

import io.rackledger.core.boot.Link;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Machines with BIOS and with UEFI go from power-on by a foreign BMC through their firmware, our DHCP, TFTP and HTTP, Debian's kernel and cloud-init, and
 * the step runner, back to manageable. Both at once, since each takes one core. Takes root, QEMU and what mkboot.sh needs; else it is skipped, and
 * says so.
 */
@ResourceLock("the root file system with cloud-init")
class RealMachineTest {
    @RegisterExtension
    static final RackExtension RACK = RackExtension.patient("--dhcp=authoritative", RackExtension.POOL);

    @Test
    void areInspectedFromPowerOnToManageable() throws IOException {
        WayUp.begin(RACK.rack(), "vm-uefi", Firmware.UEFI);
        WayUp.begin(RACK.rack(), "vm-bios", Firmware.BIOS);
        WayUp.end(RACK.rack(), "vm-bios")
                .showsAllLinks(Link.SYSTEM_DHCP)
                .wasTold("DhcpAnswered", "leased", "/boot/52:54:00:78:00:02")
                .hasProperty("cpus", "1")
                .hasProperty("arch", "x86_64")
                .hasProperty("boot_mode", "bios")
                .hasProperty("macs", "52:54:00:78:00:02");
        WayUp.end(RACK.rack(), "vm-uefi")
                .showsAllLinks(Link.LOADER, Link.SYSTEM_DHCP)
                .wasTold("TftpServed", "snponly.efi", "size-probe")
                .wasTold("TftpServed", "snponly.efi", "complete")
                .hasProperty("boot_mode", "uefi")
                .hasProperty("macs", "52:54:00:78:00:01");
    }
}
