package io.rackledger.e2e.firmware;

import io.rackledger.core.boot.Link;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The way of {@link RealMachineTest} through the engine, with firmware that boots by HTTP. */
@Tag("full")
class FirmwareKindsTest {
    @RegisterExtension
    static final RackExtension RACK = RackExtension.patient("--dhcp=authoritative", RackExtension.POOL);

    @Test
    void uefiLoadsIpxeByHttp() throws IOException {
        WayUp.inspect(RACK.rack(), "vm-uefi-http", Firmware.UEFI_HTTP)
                .showsAllLinks(Link.LOADER, Link.SYSTEM_DHCP)
                .wasTold("ArtifactServed", "snponly.efi")
                .hasProperty("boot_mode", "uefi");
    }
}
