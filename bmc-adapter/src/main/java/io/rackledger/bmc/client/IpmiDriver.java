package io.rackledger.bmc.client;

import io.rackledger.bmc.credential.CertificateMemory;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcDriver;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.Privilege;
import io.rackledger.core.identity.BmcAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Driver {@code ipmi}: addresses {@code ipmi://host[:port]}, port {@value IpmiTarget#PORT} where none is named. Logs in for each piece of
 * work and out again, so that no session of the BMC is held.
 */
public final class IpmiDriver implements BmcDriver, AutoCloseable {
    /** Longest for a single step: a work's own deadline may be minutes away, and other tries are to follow. */
    private static final Duration STEP = Duration.ofSeconds(15);

    private final IpmiClient client;
    private final Clock clock;
    private final Duration step;

    public IpmiDriver(Clock clock) {
        this(clock, STEP);
    }

    /** @param step longest for a single step of a login, and for the answer to a command */
    public IpmiDriver(Clock clock, Duration step) {
        this(new IpmiClient(), clock, step);
    }

    /** @param client is closed with the driver */
    IpmiDriver(IpmiClient client, Clock clock) {
        this(client, clock, STEP);
    }

    private IpmiDriver(IpmiClient client, Clock clock, Duration step) {
        this.client = client;
        this.clock = clock;
        this.step = step;
    }

    @Override
    public String name() {
        return "ipmi";
    }

    @Override
    public BmcSession open(BmcAddress address, Optional<Credential> credential, Optional<CertificateMemory> certificate)
            throws BmcTrouble {
        URI uri = address.uri();
        boolean bare = uri.getPath() == null
                || uri.getPath().isEmpty()
                || uri.getPath().equals("/");
        if (!uri.getScheme().equals("ipmi") || !bare) {
            throw refused("BMC address " + address + " is none of driver ipmi; use ipmi://<host>[:<port>]");
        }
        int port = uri.getPort() < 0 ? IpmiTarget.PORT : uri.getPort();
        InetSocketAddress peer = new InetSocketAddress(uri.getHost(), port);
        if (peer.isUnresolved()) {
            throw refused("BMC address " + address + " names a host that cannot be resolved; use its IP address");
        }
        return open(new IpmiTarget(peer, account(credential), Privilege.ADMINISTRATOR, Privilege.OPERATOR));
    }

    /** The same where it is known how to log in. */
    public BmcSession open(IpmiTarget target) {
        return new IpmiWork(client, target, clock, step);
    }

    private static Account account(Optional<Credential> credential) throws BmcTrouble {
        try {
            return credential
                    .map(known -> Account.of(known.user(), known.password()))
                    .orElseGet(() -> Account.of("", ""));
        } catch (IllegalArgumentException e) {
            throw new BmcTrouble(FailureKind.AUTH, String.valueOf(e.getMessage()));
        }
    }

    private static BmcTrouble refused(String detail) {
        return new BmcTrouble(FailureKind.REFUSED, detail);
    }

    @Override
    public void close() {
        client.close();
    }
}
