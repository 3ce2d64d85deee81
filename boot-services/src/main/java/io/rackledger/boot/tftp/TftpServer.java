package io.rackledger.boot.tftp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.rackledger.boot.file.FileShelf;
import io.rackledger.boot.report.Occasion;
import io.rackledger.boot.transport.Sockets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the files of a shelf by TFTP, each transfer from a socket of its own. Thread-safe. */
public final class TftpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TftpServer.class);
    /** For questions; no machine is asked. */
    private static final int ANY_PORT = 1;

    private static final int LONGEST_DATAGRAM = 2048;
    private static final int RECEIVE_BUFFER = 1 << 20;
    private static final int QUIET_MILLIS = 0;
    private static final int CLOSE_SECONDS = 5;

    private final EventLoopGroup loops = Sockets.loops(Sockets.LOOPS, "boot-tftp");
    private final Segments segments = new Segments();
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("boot-tftp-", 0).factory());
    private final TftpLimits limits;
    private final LiveTransfers live;
    private final FileShelf shelf;
    private final TftpDesk desk;
    private final Clock clock;
    private final InetSocketAddress address;
    private final RequestJudge judge;
    private final RequestHandler requests;
    private final Channel listening;

    private TftpServer(InetSocketAddress address, FileShelf shelf, TftpDesk desk, TftpLimits limits, Clock clock) {
        this.address = address;
        this.shelf = shelf;
        this.desk = desk;
        this.limits = limits;
        this.clock = clock;
        this.live = new LiveTransfers(limits);
        this.judge = new RequestJudge(shelf, desk, limits);
        this.requests = new RequestHandler(live, judge, this::begin, workers, clock, desk, limits);
        this.listening = listen();
    }

    /**
     * Listens on the address; port 0 takes a free one.
     *
     * @throws IllegalStateException when the address cannot be had
     */
    public static TftpServer start(
            InetSocketAddress address, FileShelf shelf, TftpDesk desk, TftpLimits limits, Clock clock) {
        return new TftpServer(address, shelf, desk, limits, clock);
    }

    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Requests that got no answer because too many transfers were open, or too many requests were being looked at. */
    public long refusedTransfers() {
        return live.refused() + requests.dropped();
    }

    /**
     * What firmware at that address would be answered that reads the file as real ones do, with a size probe; decided by the code that answers
     * it. May wait for a digest.
     */
    public TftpOutlook outlook(String name, InetAddress machine) throws IOException {
        InetSocketAddress remote = new InetSocketAddress(machine, ANY_PORT);
        TftpPacket.ReadRequest request = new TftpPacket.ReadRequest(name, "octet", Map.of("tsize", "0"));
        return TftpOutlook.of(judge.judge(
                request, remote, new Occasion("TFTP", remote.toString(), clock.instant(), 0), LONGEST_DATAGRAM));
    }

    private Channel listen() {
        ChannelFuture bound = sockets(requests)
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(QUIET_MILLIS, CLOSE_SECONDS, TimeUnit.SECONDS);
            workers.shutdownNow();
            throw new IllegalStateException(
                    "TFTP cannot listen on " + address + ": " + bound.cause().getMessage() + "; is the port taken?",
                    bound.cause());
        }
        return bound.channel();
    }

    private Bootstrap sockets(ChannelHandler handler) {
        return new Bootstrap()
                .group(loops)
                .channel(Sockets.datagrams())
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LONGEST_DATAGRAM))
                .handler(handler);
    }

    /** Opens file and socket; on a worker thread. */
    private void begin(Live place, Order order) throws IOException {
        FileChannel bytes = FileChannel.open(order.file().path(), StandardOpenOption.READ);
        TransferHandler handler = new TransferHandler(order, bytes, limits, segments, new Watch(place, order, bytes));
        sockets(handler)
                .connect(order.remote(), new InetSocketAddress(address.getAddress(), 0))
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        LOG.debug("no transfer to {}", order.remote(), connected.cause());
                        live.over(place);
                        closeQuietly(bytes);
                    }
                });
    }

    private final class Watch implements TransferHandler.Watcher {
        private final Live place;
        private final Order order;
        private final FileChannel bytes;

        Watch(Live place, Order order, FileChannel bytes) {
            this.place = place;
            this.order = order;
            this.bytes = bytes;
        }

        @Override
        public void begun(TransferHandler handler, ChannelHandlerContext context) {
            place.begun(handler, context);
        }

        @Override
        public void proven() {
            live.proven(place);
        }

        @Override
        public void ended(Ending ending) {
            live.over(place);
            workers.execute(() -> {
                closeQuietly(bytes);
                desk.ended(order, shelf.unchanged(order.file()) ? ending : ending.ofChangedFile(), clock.instant());
            });
        }
    }

    private static void closeQuietly(FileChannel bytes) {
        try {
            bytes.close();
        } catch (IOException e) {
            LOG.warn("a file that was served cannot be closed", e);
        }
    }

    @Override
    public void close() {
        listening.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        live.all().forEach(each -> each.drop("the server stopped"));
        loops.shutdownGracefully(QUIET_MILLIS, CLOSE_SECONDS, TimeUnit.SECONDS);
        loops.terminationFuture().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        // Each task is bounded by the reporter's patience.
        workers.close();
    }
}
