package io.rackledger.boot.dhcp;

import io.rackledger.boot.report.SignalReporter;
import io.rackledger.boot.report.SourceBook;
import io.rackledger.boot.report.StrangerLimits;
import io.rackledger.boot.script.HttpUrl;
import io.rackledger.core.signal.SignalSubject;
import io.rackledger.eventlog.memory.InMemoryLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A DHCP server in a process of its own, to be killed: arguments are its port and its lease file. */
final class LeaseProcess {
    static final Ipv4 SELF = Ipv4.parse("127.0.0.1");
    static final int POOL = 120;

    private LeaseProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        InMemoryLog log = new InMemoryLog();
        StrangerLimits all = new StrangerLimits(1_000_000, 1_000_000, Duration.ofSeconds(1));
        int port = Integer.parseInt(arguments[0]);
        DhcpServer.start(
                settings(Path.of(arguments[1])),
                new DhcpPorts(port, port + 1, port + 2),
                new HttpUrl("http://127.0.0.1:8481"),
                new DhcpDesk(
                        log.bootPlans(),
                        new SignalReporter(log.signals(), Duration.ofSeconds(5), all),
                        new SourceBook(SignalSubject.OfMac::new)),
                Clock.systemUTC());
        System.out.println("up");
        new CountDownLatch(1).await();
    }

    private static DhcpSettings settings(Path leases) {
        return new DhcpSettings(
                DhcpMode.AUTHORITATIVE,
                SELF,
                List.of(Subnet.parse("127.0.0.0/24:127.0.0.10-127.0.0.129", List.of(), Duration.ofHours(1))),
                Map.of(),
                true,
                DhcpSettings.IPXE_LOADERS,
                leases,
                Duration.ofSeconds(60));
    }
}
