package io.rackledger.boot.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Epoll through Netty's native part: many datagrams with one call, files into sockets without a copy. Elsewhere, or with {@code
 * -Dio.netty.transport.noNative=true}, the selectors of the JDK, which do the same more slowly.
 */
public final class Sockets {
    /** Threads that move bytes for a server of many machines: half of the processors. The other half is the kernel's and the deciding's. */
    public static final int LOOPS = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);

    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);
    private static final boolean NATIVE = found();

    private Sockets() {}

    private static boolean found() {
        if (Epoll.isAvailable()) {
            return true;
        }
        LOG.info(
                "no epoll, so the boot services use the JDK's sockets: {}",
                String.valueOf(Epoll.unavailabilityCause()));
        return false;
    }

    /** Daemon threads that serve the sockets made here. */
    public static EventLoopGroup loops(int count, String name) {
        IoHandlerFactory handlers = NATIVE ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory(name, true), handlers);
    }

    public static Class<? extends DatagramChannel> datagrams() {
        return NATIVE ? EpollDatagramChannel.class : NioDatagramChannel.class;
    }

    public static Class<? extends ServerSocketChannel> listeners() {
        return NATIVE ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /**
     * Lets a datagram socket take many that wait with one call.
     *
     * @param longest of them that is read whole, bytes
     */
    public static Bootstrap receivingMany(Bootstrap bootstrap, int longest, int most) {
        return NATIVE
                ? bootstrap
                        .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, longest)
                        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(longest * most))
                : bootstrap.option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(longest));
    }

    /** Whether many datagrams to one machine can be handed to the kernel as one piece (UDP_SEGMENT). */
    public static boolean segments() {
        return NATIVE && EpollDatagramChannel.isSegmentedDatagramPacketSupported();
    }
}
