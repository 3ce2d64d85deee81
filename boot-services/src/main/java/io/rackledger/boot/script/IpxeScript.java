package io.rackledger.boot.script;

import io.rackledger.core.boot.LocalBoot;
import io.rackledger.core.identity.MacAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * An iPXE script. Every command takes typed arguments whose types refuse what iPXE would read as something else; nothing is
 * escaped, because iPXE has no escapes. Commands: https://ipxe.org/cmd
 */
final class IpxeScript {
    private static final int BEACON_MILLIS = 5000;

    private final StringBuilder text = new StringBuilder("#!ipxe\n");

    IpxeScript echo(Words words) {
        return line("echo " + words);
    }

    IpxeScript label(Label label) {
        return line(":" + label);
    }

    IpxeScript kernel(HttpUrl url, KernelCommandLine line, Label onFailure) {
        return line("kernel " + url + " " + line + " || goto " + onFailure);
    }

    IpxeScript initrd(HttpUrl url, FileName name, Label onFailure) {
        return line("initrd --name " + name + " " + url + " || goto " + onFailure);
    }

    IpxeScript boot(Label onFailure) {
        return line("boot || goto " + onFailure);
    }

    /**
     * Tells the server that a step failed, and goes on in any case. What was fetched last left its error's number behind, which telling it would
     * change. TFTP is for machines whose HTTP does not get through: it is asked only where HTTP did not answer within 5 s.
     */
    IpxeScript beacon(BeaconUrls urls, MacAddress mac, Label step, Label next) {
        String name = BeaconUrls.before(mac, step) + "${failure}/" + urls.token();
        String fetch = "imgfetch --timeout " + BEACON_MILLIS + " --name beacon ";
        line("set failure ${errno} ||");
        line(fetch + urls.http() + name + " && goto " + next + " ||");
        urls.tftp().ifPresent(base -> line(fetch + base + name + " ||"));
        return goTo(next);
    }

    /** Waits whole seconds. */
    IpxeScript sleep(Duration time) {
        return line("sleep " + Math.max(1, time.toSeconds()));
    }

    /** Drops what was fetched, so that a try starts from nothing. */
    IpxeScript forgetImages() {
        return line("imgfree ||");
    }

    /** Goes on with another script in place of this one. */
    IpxeScript chain(HttpUrl url, Label onFailure) {
        return line("chain --replace --autofree " + url + " || goto " + onFailure);
    }

    IpxeScript goTo(Label label) {
        return line("goto " + label);
    }

    /**
     * Leaves the network. EFI firmware goes on with its next boot entry when iPXE exits; a BIOS is asked for its first disk, and
     * goes on by itself where that fails.
     */
    IpxeScript startFromDisk() {
        return line("iseq ${platform} efi && exit 0 ||").startFirstDisk().exit();
    }

    /** Goes on where that fails. */
    IpxeScript startFirstDisk() {
        return line("sanboot --no-describe --drive 0x80 ||");
    }

    /** The path has only characters that mean nothing to iPXE; EFI writes it with backslashes. */
    IpxeScript startEfiFile(LocalBoot file) {
        return line("sanboot --no-describe --drive 0 --filename " + file.path().replace('/', '\\') + " ||");
    }

    /** Back to the firmware, which goes on with its next boot entry. */
    IpxeScript exit() {
        return line("exit 0");
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private IpxeScript line(String command) {
        text.append(command).append('\n');
        return this;
    }
}
