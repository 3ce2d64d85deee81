package io.rackledger.launcher.rack;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.launcher.StubServer;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The boot ROM on scripts of the forms that the engine serves. */
final class IpxeRomTest {
    private final StubServer server = new StubServer();
    private final MachineHttp http = new MachineHttp(InetAddress.getLoopbackAddress(), Runnable::run);
    private final PowerCord cord = new PowerCord();

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void startsTheKernelWithItsCommandLineAfterFetchingBothFiles() throws PowerLost {
        server.answers("/vmlinuz", 200, "k");
        server.answers("/initrd.img", 200, "i");
        script("imgfree ||\nkernel " + server.url("/vmlinuz")
                + " initrd=initrd.img cc:{'a': 'b'}end_cc || goto no-kernel\n"
                + "initrd --name initrd.img " + server.url("/initrd.img") + " || goto no-kernel\n"
                + "boot || goto no-kernel\n:no-kernel\nexit 0\n");
        assertThat(boot()).isEqualTo(new IpxeRom.Outcome.Kernel("initrd=initrd.img cc:{'a': 'b'}end_cc"));
        assertThat(server.paths()).containsExactly("/boot", "/vmlinuz", "/initrd.img");
    }

    @Test
    void tellsTheServerWhenTheKernelCannotBeFetched() throws PowerLost {
        script("kernel " + server.url("/missing") + " a || goto no-kernel\nboot\n:no-kernel\n"
                + "imgfetch --name beacon " + server.url("/fail") + " ||\nexit 0\n");
        assertThat(boot()).isEqualTo(new IpxeRom.Outcome.NextDevice());
        assertThat(server.paths()).containsExactly("/boot", "/missing", "/fail");
    }

    @Test
    void tellsTheNumberOfTheErrorAndGoesOnWhereThatWasHeard() throws PowerLost {
        server.answers("/beacon/0x2d0c613b/token", 200, "Recorded.");
        script("kernel " + server.url("/missing") + " a || goto no-kernel\nboot\n:no-kernel\n"
                + "set failure ${errno} ||\n"
                + "imgfetch --timeout 5000 --name beacon " + server.url("/beacon/")
                + "${failure}/token && goto out ||\n"
                + "imgfetch --timeout 5000 --name beacon tftp://127.0.0.1/beacon/${failure}/token ||\n"
                + "kernel " + server.url("/never") + "\n:out\nexit 0\n");
        assertThat(boot()).isEqualTo(new IpxeRom.Outcome.NextDevice());
        assertThat(server.paths()).containsExactly("/boot", "/missing", "/beacon/0x2d0c613b/token");
    }

    @Test
    void leavesForTheDiskOnEfi() throws PowerLost {
        script("iseq ${platform} efi && exit 0 ||\nkernel " + server.url("/never") + "\n");
        assertThat(boot()).isEqualTo(new IpxeRom.Outcome.NextDevice());
        assertThat(server.paths()).containsExactly("/boot");
    }

    @Test
    void goesOnWithTheScriptThatItIsChainedTo() throws PowerLost {
        server.answers("/other", 200, "#!ipxe\nexit 0\n");
        script("goto again\n:again\nchain --replace --autofree " + server.url("/other") + " || goto again\n");
        assertThat(boot()).isEqualTo(new IpxeRom.Outcome.NextDevice());
        assertThat(server.paths()).containsExactly("/boot", "/other");
    }

    private void script(String lines) {
        server.answers("/boot", 200, "#!ipxe\n" + lines);
    }

    private IpxeRom.Outcome boot() throws PowerLost {
        return new IpxeRom(http, cord).boot(server.url("/boot"));
    }
}
