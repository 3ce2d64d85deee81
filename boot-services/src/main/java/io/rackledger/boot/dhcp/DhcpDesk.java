package io.rackledger.boot.dhcp;

import io.rackledger.boot.report.Occasion;
import io.rackledger.boot.report.PlannedMachine;
import io.rackledger.boot.report.SignalReporter;
import io.rackledger.boot.report.SourceBook;
import io.rackledger.core.door.BootPlans;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.signal.DhcpClient;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Tells as signals what DHCP has decided, and asks what is known of machines. Thread-safe. */
public final class DhcpDesk {
    private final BootPlans plans;
    private final SignalReporter reporter;
    private final SourceBook sources;

    public DhcpDesk(BootPlans plans, SignalReporter reporter, SourceBook sources) {
        this.plans = plans;
        this.reporter = reporter;
        this.sources = sources;
    }

    /** Whether a node has claimed that address; does not block. */
    boolean knows(MacAddress mac) {
        return plans.byMac(mac).isPresent();
    }

    /** A lease that stands, or stood at the start of this process. */
    void leased(Lease lease, Instant from) {
        sources.leases().leased(lease.address().toString(), lease.mac(), from, lease.until());
    }

    /** A machine says to all that it takes an address of another server. */
    void chose(MacAddress mac, Ipv4 address, Instant at) {
        sources.said(address.toString(), PlannedMachine.subject(mac, plans.byMac(mac)), at);
    }

    /** The machine has the address no more. */
    void ended(Lease lease, Instant at) {
        sources.leases().ended(lease.address().toString(), lease.mac(), at);
    }

    /** What a machine is being told; does not block. Firmware and boot loaders that are answered will ask for their script next. */
    void answered(SignalBody body) {
        if (body instanceof SignalBody.DhcpAnswered told && told.client() != DhcpClient.OTHER) {
            sources.boots().answered(told.mac());
        }
    }

    /** False where the log has not taken it in time: then the machine must not be told. May block where the log's buffer is full. */
    CompletableFuture<Boolean> tell(Occasion occasion, MacAddress mac, SignalBody body) {
        Optional<BootPlan> plan = plans.byMac(mac);
        SignalSubject subject = PlannedMachine.subject(mac, plan);
        return reporter.begin(occasion.tells(subject, body));
    }
}
