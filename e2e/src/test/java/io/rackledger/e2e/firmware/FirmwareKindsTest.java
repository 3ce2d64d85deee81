package io.rackledger.e2e.firmware;

import io.rackledger.core.boot.Link;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same way through the engine with UEFI firmware, by TFTP and by HTTP. */
@Tag("full")
class FirmwareKindsTest {
    @RegisterExtension
    static final RackExtension RACK = RackExtension.patient("--dhcp=authoritative", RackExtension.POOL);

    @Test
    void uefiLoadsIpxeByTftp() throws IOException {
        WayUp.inspect(RACK.rack(), "vm-uefi", Firmware.UEFI)
                .showsAllLinks(Link.LOADER, Link.SYSTEM_DHCP)
                .wasTold("TftpServed", "snponly.efi", "size-probe")
                .wasTold("TftpServed", "snponly.efi", "complete")
                .hasProperty("boot_mode", "uefi");
    }

    @Test
    void uefiLoadsIpxeByHttp() throws IOException {
        WayUp.inspect(RACK.rack(), "vm-uefi-http", Firmware.UEFI_HTTP)
                .showsAllLinks(Link.LOADER, Link.SYSTEM_DHCP)
                .wasTold("ArtifactServed", "snponly.efi")
                .hasProperty("boot_mode", "uefi");
    }
}
