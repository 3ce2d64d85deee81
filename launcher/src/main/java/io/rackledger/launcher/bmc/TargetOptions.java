package io.rackledger.launcher.bmc;

import io.rackledger.bmc.client.IpmiTarget;
import io.rackledger.bmc.credential.CertificateMemory;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.credential.PinnedCertificate;
import io.rackledger.bmc.redfish.RedfishDriver;
import io.rackledger.bmc.redfish.tls.Authorities;
import io.rackledger.bmc.redfish.tls.TrustAdvice;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.BmcKey;
import io.rackledger.bmc.session.Privilege;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.launcher.serve.DurationConverter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
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
            description =
                    "A BMC that is spoken to from here, without an engine: host[:port] or ipmi://host[:port] by IPMI,"
                            + " redfish+https://host[/redfish/v1/Systems/ID] by Redfish.")
    private String address = "";

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Option(
            names = "--pin",
            paramLabel = "SHA256",
            defaultValue = "",
            description =
                    "Redfish over TLS: the SHA-256 of the certificate that is believed, whoever signed it; hexadecimal,"
                            + " with colons or without.")
    private String pin = "";

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Redfish over TLS: CAs, in PEM, one of which must have signed the certificate for the host of"
                    + " --address. With neither --pin nor --ca those that the Java runtime trusts.")
    private @Nullable Path ca;

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

    /** A driver that believes those certificates which the user wants to believe; to be closed. */
    RedfishDriver redfish(Clock clock) {
        requireTls();
        return new RedfishDriver(
                clock,
                Optional.ofNullable(ca).map(this::authorities),
                TrustAdvice.OF_A_COMMAND,
                ForkJoinPool.commonPool());
    }

    private X509ExtendedTrustManager authorities(Path file) {
        try {
            return Authorities.read(file);
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(), "the CAs cannot be read (" + e.getMessage() + "); check --ca", e);
        }
    }

    /** The certificate that the user has named; empty where none is named. */
    Optional<CertificateMemory> pinned() {
        try {
            return pin.isEmpty() ? Optional.empty() : Optional.of(PinnedCertificate.parse(pin));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--pin: " + e.getMessage(), e);
        }
    }

    /** Refuses what cannot be kept to: whoever names a certificate must not be answered without having seen it. */
    void requireTls() {
        boolean named = !pin.isEmpty() || ca != null;
        if (named && !address.startsWith("redfish+https://")) {
            throw new ParameterException(
                    spec.commandLine(), "--pin and --ca belong to an --address that begins with redfish+https://");
        }
        if (!pin.isEmpty() && ca != null) {
            throw new ParameterException(
                    spec.commandLine(), "--pin and --ca are two ways to believe a certificate; use one of them");
        }
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
        requireTls();
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
