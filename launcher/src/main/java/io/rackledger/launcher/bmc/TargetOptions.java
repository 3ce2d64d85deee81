package io.rackledger.launcher.bmc;

import io.rackledger.bmc.client.IpmiTarget;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.BmcKey;
import io.rackledger.bmc.session.Privilege;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.launcher.serve.DurationConverter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which BMC, and how to log in. */
final class TargetOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            defaultValue = "",
            description = "A BMC that is spoken to from here, without an engine: host[:port] or ipmi://host[:port].")
    private String address = "";

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Option(
            names = "--privilege",
            paramLabel = "LEVEL",
            defaultValue = "ADMINISTRATOR",
            description = "IPMI: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Privilege privilege = Privilege.ADMINISTRATOR;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "For each stage; default ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofSeconds(10);

    boolean isGiven() {
        return !address.isEmpty();
    }

    boolean isRedfish() {
        return address.startsWith("redfish+");
    }

    Credential credential() {
        return account.credential();
    }

    Duration timeout() {
        return timeout;
    }

    /** The address as it was given. */
    BmcAddress address() {
        if (!isGiven()) {
            throw new ParameterException(
                    spec.commandLine(), "which BMC is meant is missing; name it with --address host[:port]");
        }
        try {
            return new BmcAddress(address.contains("://") ? address : "ipmi://" + address);
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    /** @throws ParameterException where the address is none of IPMI, or the account none that it takes */
    IpmiTarget ipmi() {
        Credential known = credential();
        URI uri = address().uri();
        try {
            if (!"ipmi".equals(uri.getScheme()) || uri.getHost() == null) {
                throw new IllegalArgumentException("it names no host of scheme ipmi");
            }
            int port = uri.getPort() < 0 ? IpmiTarget.PORT : uri.getPort();
            InetSocketAddress peer = new InetSocketAddress(uri.getHost(), port);
            if (peer.isUnresolved()) {
                throw new IllegalArgumentException("its host cannot be resolved; use its IP address");
            }
            Account account = Account.of(known.user(), known.password());
            Account keyed =
                    known.kg().map(key -> account.withKg(BmcKey.parse(key))).orElse(account);
            return new IpmiTarget(peer, keyed, privilege);
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    ParameterException wrong(Exception why) {
        return new ParameterException(
                spec.commandLine(), "--address " + address + " cannot be asked: " + why.getMessage(), why);
    }
}
