package io.rackledger.boot.dhcp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.rackledger.boot.script.HttpUrl;
import io.rackledger.boot.transport.Sockets;
import io.rackledger.core.identity.MacAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for DHCP. Broadcasts are heard on all interfaces, since only a socket of no address hears them; answers leave by the socket of the server's
 * own address, hence by its interface alone. Thread-safe.
 */
public final class DhcpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DhcpServer.class);
    private static final int LONGEST_DATAGRAM = 4096;
    private static final int MOST_AT_ONCE = 32;
    private static final int RECEIVE_BUFFER = 1 << 20;
    private static final int QUIET_MILLIS = 0;
    private static final int CLOSE_SECONDS = 5;

    private final EventLoopGroup loop = Sockets.loops(1, "boot-dhcp");
    private final List<Channel> open = new ArrayList<>();
    private final DhcpSettings settings;
    private final DhcpCounter counter;

    private DhcpServer(DhcpSettings settings, DhcpCounter counter) {
        this.settings = settings;
        this.counter = counter;
    }

    /**
     * Listens on all ports, or on none.
     *
     * @param boot base URL under which machines reach the boot server
     * @throws IllegalStateException when a port or the lease file cannot be had
     */
    public static DhcpServer start(DhcpSettings settings, DhcpPorts ports, HttpUrl boot, DhcpDesk desk, Clock clock) {
        DhcpServer server = new DhcpServer(settings, counter(settings, boot, desk, clock));
        try {
            server.listen(ports);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static DhcpCounter counter(DhcpSettings settings, HttpUrl boot, DhcpDesk desk, Clock clock) {
        try {
            return new DhcpCounter(settings, new BootFiles(settings.loaders(), boot), desk, clock);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("DHCP cannot use its lease file " + settings.leases() + ": " + e, e);
        }
    }

    private void listen(DhcpPorts ports) {
        InetAddress own = settings.address().toInet();
        Channel out = bind(new InetSocketAddress(own, ports.server()), counter::asked);
        counter.sendBy(out);
        bind(new InetSocketAddress(ports.server()), counter::asked);
        if (settings.mode() == DhcpMode.PROXY) {
            counter.sendFromBootPortBy(bind(new InetSocketAddress(own, ports.boot()), counter::askedAtBootPort));
        }
        bind(new InetSocketAddress(ports.client()), counter::overheard);
    }

    private Channel bind(InetSocketAddress address, Consumer<DatagramPacket> heard) {
        ChannelFuture bound = Sockets.receivingMany(new Bootstrap(), LONGEST_DATAGRAM, MOST_AT_ONCE)
                .group(loop)
                .channel(Sockets.datagrams())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BROADCAST, true)
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                .handler(new Ear(heard, counter::heardAll))
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IllegalStateException(
                    "DHCP cannot listen on " + address + ": " + bound.cause().getMessage()
                            + "; is the port taken, and may this user have it?",
                    bound.cause());
        }
        open.add(bound.channel());
        return bound.channel();
    }

    /**
     * What the machine would be told now, decided by the code that answers machines; nothing is offered, leased or written down.
     *
     * @param relay the relay agent before the machine's network; empty: the server's own network
     */
    public CompletableFuture<DhcpOutlook> outlook(MacAddress mac, List<FirmwareKind> firmwares, Optional<Ipv4> relay) {
        return CompletableFuture.supplyAsync(() -> counter.outlook(mac, firmwares, relay.orElse(Ipv4.NONE)), loop);
    }

    /** How the server stands. */
    public CompletableFuture<DhcpStanding> standing() {
        return CompletableFuture.supplyAsync(counter::standing, loop);
    }

    /** Messages that were not looked at because one machine, or all strangers together, sent too many. */
    public long refusedMessages() {
        return counter.refused();
    }

    @Override
    public void close() {
        open.forEach(channel -> channel.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS));
        loop.shutdownGracefully(QUIET_MILLIS, CLOSE_SECONDS, TimeUnit.SECONDS);
        loop.terminationFuture().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        counter.close();
    }

    /** One socket's ear. */
    private static final class Ear extends SimpleChannelInboundHandler<DatagramPacket> {
        private final Consumer<DatagramPacket> heard;
        private final Runnable heardAll;

        Ear(Consumer<DatagramPacket> heard, Runnable heardAll) {
            this.heard = heard;
            this.heardAll = heardAll;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            heard.accept(packet);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            heardAll.run();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.warn("DHCP could not read, answer or send a datagram", cause);
        }
    }
}
