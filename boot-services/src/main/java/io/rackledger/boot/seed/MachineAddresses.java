package io.rackledger.boot.seed;

import io.rackledger.boot.script.BeaconUrls;
import io.rackledger.boot.script.BootTargets;
import io.rackledger.boot.script.EphemeralSystem;
import io.rackledger.boot.script.FileName;
import io.rackledger.boot.script.HttpUrl;
import io.rackledger.boot.token.Token;
import java.net.URI;
import java.util.Optional;

/**
 * Where machines are told to go. The seed may have another base than everything else, as a metadata address often lies in
 * another network; reports always go where the boot script came from, which the machine has shown that it can reach.
 *
 * @param boot base of boot scripts, files, reports and the step runner
 * @param seed base of the cloud-init seed
 * @param tftp where TFTP is served, as {@code tftp://address:port}
 */
public record MachineAddresses(HttpUrl boot, HttpUrl seed, Optional<String> tftp) {
    private static final int TFTP = 69;

    /** The same, with TFTP under the host of the boot URL. */
    public MachineAddresses withTftp(int port) {
        String host = URI.create(boot.value()).getHost();
        return new MachineAddresses(boot, seed, Optional.of("tftp://" + host + (port == TFTP ? "" : ":" + port)));
    }

    /** Base of the NoCloud-net seed; the slash at its end is a must, cloud-init appends the names to it. */
    public HttpUrl seedOf(Token token) {
        return seed.plus("/nc/" + token.value() + "/");
    }

    public HttpUrl hookOf(Token token) {
        return boot.plus("/hook/" + token.value());
    }

    public HttpUrl runOf(Token token) {
        return boot.plus("/run/" + token.value());
    }

    public HttpUrl fileOf(FileName name, Token token) {
        return boot.plus("/files/" + name + "?t=" + token.value());
    }

    /** What the boot script of a network boot names. */
    public BootTargets targetsOf(Token token, EphemeralSystem system) {
        return new BootTargets(
                fileOf(system.kernel(), token),
                fileOf(system.initrd(), token),
                seedOf(token),
                hookOf(token),
                new BeaconUrls(boot, tftp, token.value()));
    }
}
