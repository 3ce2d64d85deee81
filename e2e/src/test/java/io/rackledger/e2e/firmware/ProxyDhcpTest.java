package io.rackledger.e2e.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Beside a DHCP server of others (dnsmasq, on a host of its own), which gives the addresses and knows nothing of booting. */
@Tag("full")
class ProxyDhcpTest {
    @RegisterExtension
    static final RackExtension RACK = RackExtension.patient("--dhcp=proxy");

    @TempDir
    static Path work;

    @BeforeAll
    static void startTheOtherServer() throws IOException {
        RACK.rack()
                .segment()
                .otherHost(
                        "10.78.0.2",
                        work.resolve("dnsmasq.out"),
                        "dnsmasq",
                        "--port=0",
                        "--keep-in-foreground",
                        "--user=root",
                        "--interface=eth0",
                        "--bind-interfaces",
                        "--conf-file=/dev/null",
                        "--pid-file=",
                        "--log-facility=-",
                        "--log-dhcp",
                        "--no-ping",
                        "--dhcp-range=10.78.0.200,10.78.0.250,255.255.255.0,1h",
                        "--dhcp-leasefile=" + work.resolve("leases"));
    }

    @Test
    void uefiGetsItsAddressThereAndItsBootFileHere() throws IOException {
        WayUp.inspect(RACK.rack(), "proxy-uefi", Firmware.UEFI)
                .showsAllLinks()
                .wasTold("DhcpAnswered", "boot-file-told", "snponly.efi")
                .wasTold("TftpServed", "snponly.efi", "complete");
        assertThat(Files.readString(work.resolve("leases"))).contains("10.78.0.2");
    }

    @Test
    void biosGetsItsAddressThereAndItsScriptHere() throws IOException {
        WayUp.inspect(RACK.rack(), "proxy-bios", Firmware.BIOS)
                .showsAllLinks()
                .wasTold("DhcpAnswered", "boot-file-told", "/boot/")
                .hasProperty("boot_mode", "bios");
    }
}
