package io.rackledger.boot.dhcp;

import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import io.rackledger.boot.report.Occasion;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.signal.SignalBody;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where messages of machines are served: decides on the one thread of the sockets, tells the log on others, and sends what binds
 * only after the log has taken it.
 */
final class DhcpCounter {
    private static final Logger LOG = LoggerFactory.getLogger(DhcpCounter.class);
    private static final CompletableFuture<Void> NOTHING_TO_KEEP = CompletableFuture.completedFuture(null);

    private final DhcpSettings settings;
    private final DhcpDecider decider;
    private final DhcpDesk desk;
    private final Telling telling;
    private final Clock clock;
    private final LeaseBook book;
    private final LeaseFile file;
    private final ConflictWatch conflicts;
    private final RateGate gate = new RateGate();
    private volatile @Nullable Outbox out;
    private volatile @Nullable Outbox bootOut;
    private volatile long refused;
    private long number;

    DhcpCounter(DhcpSettings settings, BootFiles files, DhcpDesk desk, Clock clock) throws IOException {
        this.settings = settings;
        this.decider = new DhcpDecider(settings, files);
        this.desk = desk;
        this.telling = new Telling(desk);
        this.clock = clock;
        this.conflicts = new ConflictWatch(settings);
        Set<Ipv4> reserved = new HashSet<>(settings.reservations().values());
        reserved.add(settings.address());
        this.book = new LeaseBook(settings.subnets(), reserved);
        LeaseFile.read(settings.leases()).forEach(this::known);
        this.file = LeaseFile.open(settings.leases());
        try {
            file.compact(book.all()).join();
        } catch (CompletionException e) {
            file.close();
            throw new IOException("it cannot be written anew: " + e.getCause(), e);
        }
    }

    /** A lease from before this process. */
    private void known(Lease lease) {
        book.apply(new LeaseChange.Put(lease));
        desk.leased(lease, Instant.MIN);
    }

    /** The socket that answers leave by. */
    void sendBy(Channel channel) {
        out = new Outbox(channel);
    }

    /** The socket of the boot server's port: what is asked there is answered from there. */
    void sendFromBootPortBy(Channel channel) {
        bootOut = new Outbox(channel);
    }

    long refused() {
        return refused;
    }

    /** A message at the server's port. */
    void asked(DatagramPacket packet) {
        read(packet).ifPresent(message -> {
            Instant now = clock.instant();
            boolean known = desk.knows(message.mac());
            if (admits(message, known, now)) {
                decider.choice(message, known).ifPresent(address -> desk.chose(message.mac(), address, now));
                Decision decision = decider.decide(message, known, book, now);
                CompletableFuture<Void> kept =
                        decision.change().map(change -> apply(change, now)).orElse(NOTHING_TO_KEEP);
                decision.told().forEach(desk::answered);
                carryOut(message, decision, occasion(packet.sender(), now), kept);
            }
        });
    }

    /** A message at the boot server's port, answered to where it came from. */
    void askedAtBootPort(DatagramPacket packet) {
        read(packet).ifPresent(message -> {
            Instant now = clock.instant();
            boolean known = desk.knows(message.mac());
            if (admits(message, known, now)) {
                Decision decision = decider.decideAtBootPort(message, known);
                decision.told().forEach(desk::answered);
                Outbox box = bootOut;
                if (box != null) {
                    decision.reply().ifPresent(reply -> box.add(message, reply.message(), packet.sender()));
                }
                told(message.mac(), decision, occasion(packet.sender(), now));
            }
        });
    }

    /** What a machine would be told now, decided as for the machine itself, but without any effect. On the thread of the sockets. */
    DhcpOutlook outlook(MacAddress mac, List<FirmwareKind> firmwares, Ipv4 relay) {
        Instant now = clock.instant();
        boolean known = desk.knows(mac);
        return new DhcpOutlook(
                settings.mode(),
                settings.address(),
                gate.wouldAdmit(mac, known, now),
                book.of(mac)
                        .map(lease -> new DhcpOutlook.LeaseTerm(
                                lease.address(), lease.until(), lease.granted(), lease.runsAt(now))),
                Optional.ofNullable(settings.reservations().get(mac)),
                conflicts.of(mac),
                firmwares.stream()
                        .map(kind -> decider.decide(kind.discover(mac, relay), known, book, now)
                                .asOffer(kind))
                        .toList());
    }

    /** How the server stands. On the thread of the sockets. */
    DhcpStanding standing() {
        Instant now = clock.instant();
        List<DhcpStanding.Pool> pools = settings.subnets().stream()
                .map(subnet -> new DhcpStanding.Pool(subnet, book.total(subnet), book.running(subnet, now)))
                .toList();
        return new DhcpStanding(pools, conflicts.all());
    }

    /** A message of some server to a machine. */
    void overheard(DatagramPacket packet) {
        read(packet).ifPresent(message -> {
            Instant now = clock.instant();
            conflicts.heard(message, now).ifPresent(body -> note(occasion(packet.sender(), now), message.mac(), body));
        });
    }

    private static Optional<DhcpMessage> read(DatagramPacket packet) {
        return switch (DhcpDecoder.decode(packet.content())) {
            case DhcpDecoder.Result.Read(DhcpMessage message) -> Optional.of(message);
            case DhcpDecoder.Result.Unfit(String why) -> {
                LOG.debug("no DHCP message from {}: {}", packet.sender(), why);
                yield Optional.empty();
            }
        };
    }

    private boolean admits(DhcpMessage message, boolean known, Instant now) {
        boolean admitted = gate.admits(message.mac(), known, now);
        refused = gate.refused();
        return admitted;
    }

    /** Done when the change is on the disk. */
    private CompletableFuture<Void> apply(LeaseChange change, Instant now) {
        switch (change) {
            case LeaseChange.Put(Lease lease) when lease.granted() -> desk.leased(lease, now);
            case LeaseChange.End(MacAddress mac, Instant at) -> book.of(mac).ifPresent(lease -> desk.ended(lease, at));
            case LeaseChange.Block(var _, MacAddress mac, var _) ->
                book.of(mac).ifPresent(lease -> desk.ended(lease, now));
            case LeaseChange.Put _ -> LOG.trace("an offer binds nobody");
        }
        book.apply(change);
        Optional<Lease> changed = switch (change) {
            case LeaseChange.Put(Lease lease) -> Optional.of(lease).filter(Lease::granted);
            case LeaseChange.End(MacAddress mac, var _) -> book.of(mac);
            case LeaseChange.Block(var address, MacAddress finder, var until) ->
                Optional.of(new Lease(finder, address, until.minus(DhcpDecider.BLOCK), true));
        };
        return changed.map(lease -> file.put(lease, book.all())).orElse(NOTHING_TO_KEEP);
    }

    private void carryOut(DhcpMessage request, Decision decision, Occasion occasion, CompletableFuture<Void> kept) {
        Optional<Decision.Reply> reply = decision.reply();
        Outbox box = out;
        if (reply.isEmpty() || box == null) {
            told(request.mac(), decision, occasion);
            return;
        }
        InetSocketAddress to = new InetSocketAddress(
                reply.get().address().toInet(), reply.get().port());
        if (reply.get().binding()) {
            telling.tell(occasion, request.mac(), decision.told(), taken -> {
                if (taken) {
                    whenKept(kept, () -> box.send(request, reply.get().message(), to));
                }
            });
        } else {
            box.add(request, reply.get().message(), to);
            told(request.mac(), decision, occasion);
        }
    }

    /** A lease that would not outlive the power of this host is told to no machine. */
    private static void whenKept(CompletableFuture<Void> kept, Runnable send) {
        kept.whenComplete((_, failure) -> {
            if (failure == null) {
                send.run();
            }
        });
    }

    private void told(MacAddress mac, Decision decision, Occasion occasion) {
        for (SignalBody body : decision.told()) {
            Optional<? extends SignalBody> fresh = body instanceof SignalBody.DhcpConflictSeen conflict
                    ? conflicts.first(conflict, occasion.seenAt())
                    : Optional.of(body);
            fresh.ifPresent(each -> note(occasion, mac, each));
        }
    }

    private void note(Occasion occasion, MacAddress mac, SignalBody body) {
        telling.tell(occasion, mac, List.of(body), taken -> LOG.trace("{} of {}: {}", occasion.protocol(), mac, taken));
    }

    /** All that came with one call is decided: answers leave. */
    void heardAll() {
        flush(out);
        flush(bootOut);
    }

    private static void flush(@Nullable Outbox box) {
        if (box != null) {
            box.flush();
        }
    }

    private Occasion occasion(InetSocketAddress from, Instant now) {
        String source = from.getAddress().getHostAddress() + ":" + from.getPort();
        return new Occasion("DHCP", source, now, ++number);
    }

    void close() {
        telling.close();
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("the lease file cannot be closed", e);
        }
    }
}
