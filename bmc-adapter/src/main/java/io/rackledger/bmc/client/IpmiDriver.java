package io.rackledger.bmc.client;

import io.rackledger.bmc.credential.CertificateMemory;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcConsole;
import io.rackledger.bmc.driver.BmcDriver;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.ProbeReport;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.BmcKey;
import io.rackledger.bmc.session.Privilege;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.node.BmcIdentity;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    private @Nullable IpmiClient consoles;

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
        return open(target(address, credential));
    }

    private static IpmiTarget target(BmcAddress address, Optional<Credential> credential) throws BmcTrouble {
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
        return new IpmiTarget(peer, account(credential), Privilege.ADMINISTRATOR, Privilege.OPERATOR);
    }

    /** The same where it is known how to log in. */
    public BmcSession open(IpmiTarget target) {
        return new IpmiWork(client, target, clock, step);
    }

    @Override
    public ProbeReport probe(
            BmcAddress address,
            Optional<Credential> credential,
            Optional<CertificateMemory> certificate,
            InstantSource since,
            Instant until) {
        try {
            return probe(target(address, credential));
        } catch (BmcTrouble e) {
            ProbeReport.Step failed = new ProbeReport.Step("reading the account", e.detail(), 0);
            return new ProbeReport(address.authority(), List.of(failed), Map.of(), Optional.of(e.kind()));
        }
    }

    /** The same where it is known how to log in. Each stage may take as long as a single step. */
    public ProbeReport probe(IpmiTarget target) {
        return new IpmiProbe(target, step, clock).run();
    }

    @Override
    public boolean hasConsole() {
        return true;
    }

    @Override
    public BmcConsole console(
            BmcAddress address,
            Optional<Credential> credential,
            Optional<BmcIdentity> machine,
            BmcConsole.Busy busy,
            Duration patience)
            throws BmcTrouble {
        return console(target(address, credential), machine, busy, patience);
    }

    /** The same where it is known how to log in. */
    public BmcConsole console(IpmiTarget target, Optional<BmcIdentity> machine, BmcConsole.Busy busy, Duration patience)
            throws BmcTrouble {
        try {
            IpmiSession session = consoles().open(target, patience);
            try {
                if (machine.isPresent()) {
                    requireSame(session, machine.get(), patience);
                }
                return new IpmiConsole(SolConsole.open(session, busy, patience));
            } catch (IpmiException | BmcTrouble | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (IpmiException e) {
            throw IpmiWork.trouble(e);
        }
    }

    /** What another machine says would stand in the record of this one. */
    private static void requireSame(IpmiSession session, BmcIdentity machine, Duration patience)
            throws IpmiException, BmcTrouble {
        BmcIdentity told = IpmiWork.identity(session, patience);
        if (told.contradicts(machine)) {
            throw BmcTrouble.stranger(session.authority(), machine, told);
        }
    }

    /** A client of its own: a console is open for hours, and the other one does one piece of work at a BMC at a time. */
    private synchronized IpmiClient consoles() {
        IpmiClient open = consoles;
        if (open == null) {
            open = new IpmiClient();
            consoles = open;
        }
        return open;
    }

    private static Account account(Optional<Credential> credential) throws BmcTrouble {
        try {
            Credential known = credential.orElse(new Credential("", ""));
            Account account = Account.of(known.user(), known.password());
            return known.kg().map(key -> account.withKg(BmcKey.parse(key))).orElse(account);
        } catch (IllegalArgumentException e) {
            throw new BmcTrouble(FailureKind.AUTH, String.valueOf(e.getMessage()));
        }
    }

    private static BmcTrouble refused(String detail) {
        return new BmcTrouble(FailureKind.REFUSED, detail);
    }

    @Override
    public synchronized void close() {
        if (consoles != null) {
            consoles.close();
        }
        client.close();
    }
}
