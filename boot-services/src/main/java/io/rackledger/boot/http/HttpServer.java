package io.rackledger.boot.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.rackledger.boot.transport.Sockets;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Listens on some ports and answers all of them alike. Thread-safe. */
public final class HttpServer implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final int QUIET_MILLIS = 0;
    private static final int CLOSE_SECONDS = 5;

    private final EventLoopGroup acceptors = Sockets.loops(1, "boot-http-accept");
    private final EventLoopGroup loops = Sockets.loops(Sockets.LOOPS, "boot-http");
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("boot-request-", 0).factory());
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final List<Integer> ports = new ArrayList<>();
    private final RequestAnswerer answerer;
    private final HttpLimits limits;
    private final Clock clock;
    private final Optional<SslContext> tls;
    private final OpenConnections connections;
    private final RequestCounter counter = new RequestCounter();

    private HttpServer(RequestAnswerer answerer, HttpLimits limits, Clock clock, Optional<SslContext> tls) {
        this.answerer = answerer;
        this.limits = limits;
        this.clock = clock;
        this.tls = tls;
        this.connections = new OpenConnections(limits.connections());
    }

    /**
     * Binds all addresses, or none.
     *
     * @throws IllegalStateException naming the address that cannot be had
     */
    public static HttpServer start(
            List<InetSocketAddress> addresses, RequestAnswerer answerer, HttpLimits limits, Clock clock) {
        return start(addresses, answerer, limits, clock, Optional.empty());
    }

    /**
     * The same, over TLS with a certificate. No files are served then.
     *
     * @throws IllegalStateException naming the address that cannot be had, or the certificate that cannot be used
     */
    public static HttpServer start(
            List<InetSocketAddress> addresses,
            RequestAnswerer answerer,
            HttpLimits limits,
            Clock clock,
            Optional<ServerCertificate> tls) {
        HttpServer server = new HttpServer(answerer, limits, clock, tls.map(ServerCertificate::context));
        try {
            addresses.forEach(server::bind);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The ports in the order in which they were asked for; one asked for as 0 is known here. */
    public List<Integer> ports() {
        return List.copyOf(ports);
    }

    /** Connections closed at once because too many were open. */
    public long refusedConnections() {
        return connections.refused();
    }

    private void bind(InetSocketAddress address) {
        var bound = new ServerBootstrap()
                .group(acceptors, loops)
                .channel(Sockets.listeners())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        prepare(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IllegalStateException(
                    "HTTP server cannot listen on " + address + ": "
                            + bound.cause().getMessage() + "; is the port taken?",
                    bound.cause());
        }
        open.add(bound.channel());
        ports.add(((InetSocketAddress) bound.channel().localAddress()).getPort());
    }

    private void prepare(Channel channel) {
        open.add(channel);
        HttpDecoderConfig decoding =
                new HttpDecoderConfig().setMaxInitialLineLength(limits.line()).setMaxHeaderSize(limits.headers());
        channel.pipeline().addLast("connections", connections);
        tls.ifPresent(each -> channel.pipeline().addLast("tls", each.newHandler(channel.alloc())));
        channel.pipeline()
                .addLast("stall", new IdleStateHandler(true, 0, limits.stall().toMillis(), 0, TimeUnit.MILLISECONDS))
                .addLast("http", new HttpServerCodec(decoding))
                .addLast("headers", new CommonHeaders(clock))
                .addLast("deadline", new RequestDeadline(limits))
                .addLast("one-at-a-time", new FlowControlHandler())
                .addLast("body", new BodyCollector(limits.body(), answerer, counter, clock, workers))
                .addLast("answers", new RequestHandler(answerer, counter, limits, clock, workers));
    }

    @Override
    public void close() {
        open.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        endWorkers();
        loops.shutdownGracefully(QUIET_MILLIS, CLOSE_SECONDS, TimeUnit.SECONDS);
        acceptors.shutdownGracefully(QUIET_MILLIS, CLOSE_SECONDS, TimeUnit.SECONDS);
        loops.terminationFuture().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        acceptors.terminationFuture().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    /** Requests that are being answered may finish, so that what was served is written down. */
    private void endWorkers() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
