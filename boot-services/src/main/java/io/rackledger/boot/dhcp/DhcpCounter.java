package io.rackledger.boot.dhcp;

import io.netty.buffer.ByteBuf;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where messages of machines are served: decides on the one thread of the sockets, tells the log on others, and sends what binds
 * only after the log has taken it.
 */
final class DhcpCounter {
    private static final Logger LOG = LoggerFactory.getLogger(DhcpCounter.class);
    private static final int MOST_AT_WORK = 2048;

    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("boot-dhcp-", 0).factory());
    private final Semaphore atWork = new Semaphore(MOST_AT_WORK);
    private final DhcpSettings settings;
    private final DhcpDecider decider;
    private final DhcpDesk desk;
    private final Clock clock;
    private final LeaseBook book;
    private final LeaseFile file;
    private final ConflictWatch conflicts;
    private final RateGate gate = new RateGate();
    private volatile @Nullable Channel out;
    private volatile long refused;
    private long number;

    DhcpCounter(DhcpSettings settings, BootFiles files, DhcpDesk desk, Clock clock) throws IOException {
        this.settings = settings;
        this.decider = new DhcpDecider(settings, files);
        this.desk = desk;
        this.clock = clock;
        this.conflicts = new ConflictWatch(settings);
        Set<Ipv4> reserved = new HashSet<>(settings.reservations().values());
        reserved.add(settings.address());
        this.book = new LeaseBook(settings.subnets(), reserved);
        LeaseFile.read(settings.leases()).forEach(this::known);
        this.file = LeaseFile.open(settings.leases());
        file.compact(book.all());
    }

    /** A lease from before this process. */
    private void known(Lease lease) {
        book.apply(new LeaseChange.Put(lease));
        desk.leased(lease, Instant.MIN);
    }

    /** The socket that answers leave by. */
    void sendBy(Channel channel) {
        out = channel;
    }

    long refused() {
        return refused;
    }

    /** A message at the server's port. */
    void asked(Channel channel, DatagramPacket packet) {
        read(packet).ifPresent(message -> {
            Instant now = clock.instant();
            boolean known = desk.knows(message.mac());
            if (admits(message, known, now)) {
                Decision decision = decider.decide(message, known, book, now);
                decision.change().ifPresent(change -> apply(change, now));
                carryOut(message, decision, occasion(packet.sender(), now));
            }
        });
    }

    /** A message at the boot server's port, answered to where it came from. */
    void askedAtBootPort(Channel channel, DatagramPacket packet) {
        read(packet).ifPresent(message -> {
            Instant now = clock.instant();
            boolean known = desk.knows(message.mac());
            if (admits(message, known, now)) {
                Decision decision = decider.decideAtBootPort(message, known);
                decision.reply().ifPresent(reply -> send(channel, message, reply.message(), packet.sender()));
                told(message.mac(), decision, occasion(packet.sender(), now));
            }
        });
    }

    /** A message of some server to a machine. */
    void overheard(Channel channel, DatagramPacket packet) {
        read(packet).ifPresent(message -> {
            Instant now = clock.instant();
            conflicts
                    .heard(message, now)
                    .ifPresent(body -> work(() -> desk.tell(occasion(packet.sender(), now), message.mac(), body)));
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

    private void apply(LeaseChange change, Instant now) {
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
        changed.ifPresent(this::write);
    }

    private void write(Lease lease) {
        try {
            file.put(lease, book.all());
        } catch (IOException e) {
            LOG.error("the lease file cannot be written; after a restart {} may be given twice", lease.address(), e);
        }
    }

    private void carryOut(DhcpMessage request, Decision decision, Occasion occasion) {
        Optional<Decision.Reply> reply = decision.reply();
        Channel channel = out;
        if (reply.isEmpty() || channel == null) {
            told(request.mac(), decision, occasion);
            return;
        }
        InetSocketAddress to = new InetSocketAddress(
                reply.get().address().toInet(), reply.get().port());
        if (!reply.get().binding()) {
            send(channel, request, reply.get().message(), to);
            told(request.mac(), decision, occasion);
            return;
        }
        work(() -> {
            boolean durable = true;
            for (SignalBody body : decision.told()) {
                durable &= desk.tell(occasion, request.mac(), body);
            }
            if (durable) {
                send(channel, request, reply.get().message(), to);
            }
        });
    }

    private void told(MacAddress mac, Decision decision, Occasion occasion) {
        for (SignalBody body : decision.told()) {
            Optional<? extends SignalBody> fresh = body instanceof SignalBody.DhcpConflictSeen conflict
                    ? conflicts.first(conflict, occasion.seenAt())
                    : Optional.of(body);
            fresh.ifPresent(each -> work(() -> desk.tell(occasion, mac, each)));
        }
    }

    private void work(Runnable task) {
        if (!atWork.tryAcquire()) {
            LOG.debug("too much is being written down already");
            return;
        }
        workers.execute(() -> {
            try {
                task.run();
            } finally {
                atWork.release();
            }
        });
    }

    private static void send(Channel channel, DhcpMessage request, DhcpMessage message, InetSocketAddress to) {
        int longest = request.options().number(OptionCode.LONGEST_MESSAGE).orElse(0);
        ByteBuf bytes = DhcpEncoder.encode(channel.alloc(), message, longest);
        channel.writeAndFlush(new DatagramPacket(bytes, to)).addListener(sent -> {
            if (!sent.isSuccess()) {
                LOG.warn("a DHCP answer to {} could not be sent to {}", request.mac(), to, sent.cause());
            }
        });
    }

    private Occasion occasion(InetSocketAddress from, Instant now) {
        String source = from.getAddress().getHostAddress() + ":" + from.getPort();
        return new Occasion("DHCP", source, now, ++number);
    }

    void close() {
        workers.close();
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("the lease file cannot be closed", e);
        }
    }
}
