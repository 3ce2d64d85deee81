package io.rackledger.boot.console;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.rackledger.boot.transport.Sockets;
import io.rackledger.core.signal.ConsolePath;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears syslog and netconsole by UDP and TCP. Thread-safe. */
public final class ConsoleServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
    private static final int LARGEST_DATAGRAM = 16_384;
    private static final int CLOSE_SECONDS = 5;
    private static final int ANY_PORT_TRIES = 16;

    private final EventLoopGroup loop = Sockets.loops(1, "boot-console");
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("boot-console-", 0).factory());
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Map<ConsolePath, Integer> ports = new EnumMap<>(ConsolePath.class);
    private final AtomicLong numbers = new AtomicLong();
    private final ConsoleLimits limits;
    private final ConsoleBook book;
    private final ConsoleDesk desk;
    private final Clock clock;

    private ConsoleServer(ConsoleLimits limits, ConsoleDesk desk, Clock clock) {
        this.limits = limits;
        this.book = new ConsoleBook(limits);
        this.desk = desk;
        this.clock = clock;
    }

    /**
     * Binds all ports of the settings, or none.
     *
     * @throws IllegalStateException naming the port that cannot be had
     */
    public static ConsoleServer start(String address, ConsoleSettings settings, ConsoleDesk desk, Clock clock) {
        ConsoleServer server = new ConsoleServer(settings.limits(), desk, clock);
        try {
            settings.syslogPort().ifPresent(port -> server.hear(address, port, ConsolePath.SYSLOG));
            settings.netconsolePort().ifPresent(port -> server.hear(address, port, ConsolePath.NETCONSOLE));
            long gather = settings.limits().gather().toMillis();
            server.loop.scheduleAtFixedRate(server::tellAll, gather, gather, TimeUnit.MILLISECONDS);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The port where that is heard, by UDP and TCP alike. */
    public Optional<Integer> port(ConsolePath path) {
        return Optional.ofNullable(ports.get(path));
    }

    /** Lines that were not kept, because there were too many or the log was away. */
    public long dropped() {
        return book.dropped();
    }

    private void hear(String address, int port, ConsolePath path) {
        MessageHandler handler = new MessageHandler(path, book, clock);
        int tries = port == 0 ? ANY_PORT_TRIES : 1;
        boolean heard = false;
        for (int left = tries; !heard; left--) {
            Channel datagrams = bound(datagrams(address, port, handler));
            int udp = ((InetSocketAddress) datagrams.localAddress()).getPort();
            ChannelFuture listening = listening(address, udp, path, handler);
            // Any port will do, and the one that is free by UDP may be taken by TCP.
            heard = listening.awaitUninterruptibly().isSuccess() || left == 1;
            if (heard) {
                bound(listening);
                ports.put(path, udp);
            } else {
                datagrams.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private ChannelFuture datagrams(String address, int port, MessageHandler handler) {
        return new Bootstrap()
                .group(loop)
                .channel(Sockets.datagrams())
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST_DATAGRAM))
                .handler(handler)
                .bind(new InetSocketAddress(address, port));
    }

    private ChannelFuture listening(String address, int port, ConsolePath path, MessageHandler handler) {
        return new ServerBootstrap()
                .group(loop)
                .channel(Sockets.listeners())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        prepare(channel, path, handler);
                    }
                })
                .bind(new InetSocketAddress(address, port));
    }

    private void prepare(SocketChannel channel, ConsolePath path, MessageHandler handler) {
        if (open.size() > limits.connections()) {
            channel.close();
            return;
        }
        open.add(channel);
        channel.pipeline()
                .addLast(new IdleStateHandler(limits.idle().toMillis(), 0, 0, TimeUnit.MILLISECONDS))
                .addLast(new LineFraming(path == ConsolePath.SYSLOG))
                .addLast(handler);
    }

    private Channel bound(ChannelFuture binding) {
        binding.awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new IllegalStateException(
                    "console lines cannot be heard: " + binding.cause().getMessage() + "; is the port taken?",
                    binding.cause());
        }
        Channel channel = binding.channel();
        open.add(channel);
        return channel;
    }

    private void tellAll() {
        List<ConsoleBook.Gathered> all = book.take();
        if (!all.isEmpty()) {
            workers.execute(() -> all.forEach(this::tell));
        }
    }

    private void tell(ConsoleBook.Gathered gathered) {
        if (!desk.tell(gathered, numbers.incrementAndGet())) {
            LOG.debug("{} console lines could not be written down", gathered.lines());
            book.lost(gathered, clock.instant());
        }
    }

    @Override
    public void close() {
        open.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        loop.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        book.take().forEach(each -> workers.execute(() -> tell(each)));
        // Each task is bounded by the reporter's patience.
        workers.close();
    }
}
