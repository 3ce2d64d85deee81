package io.rackledger.bmc.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.rackledger.bmc.rmcp.BadPacketException;
import io.rackledger.bmc.rmcp.Packet;
import io.rackledger.bmc.rmcp.PacketCodec;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One UDP socket and one thread for the conversations with all BMCs. */
final class IpmiSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IpmiSocket.class);
    private static final int BUFFER = 4 * 1024 * 1024;

    private final MultiThreadIoEventLoopGroup group;
    private final Channel channel;
    private final Map<InetSocketAddress, Conversation> conversations = new ConcurrentHashMap<>();

    IpmiSocket() {
        group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        channel = new Bootstrap()
                .group(group)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, BUFFER)
                .handler(new Receiver())
                .bind(0)
                .syncUninterruptibly()
                .channel();
    }

    /**
     * Hands every packet to the conversation with its sender. A BMC that answers from another port than the one that was asked is not
     * believed, but told of; packets of others are nobody's.
     */
    @Sharable
    private final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
            Conversation conversation = conversations.get(datagram.sender());
            if (conversation == null) {
                otherPort(datagram.sender());
            } else {
                byte[] bytes = ByteBufUtil.getBytes(datagram.content());
                try {
                    conversation.hear(PacketCodec.decode(bytes));
                } catch (BadPacketException e) {
                    conversation.corrupt(String.valueOf(e.getMessage()));
                }
            }
        }

        private void otherPort(InetSocketAddress sender) {
            conversations.forEach((peer, conversation) -> {
                if (peer.getAddress().equals(sender.getAddress())) {
                    conversation.fromElsewhere(sender);
                }
            });
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // An ICMP error or a defect in hearing one packet must not end the socket of all BMCs.
            LOG.warn("a packet from a BMC could not be taken", cause);
        }
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    long nanos() {
        return loop().ticker().nanoTime();
    }

    void send(InetSocketAddress peer, Packet packet) {
        channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(PacketCodec.encode(packet)), peer));
    }

    /** Registers; one conversation per address at a time. */
    void attach(InetSocketAddress peer, Conversation conversation) {
        if (conversations.putIfAbsent(peer, conversation) != null) {
            throw new IllegalStateException("there is a conversation with " + peer + " already");
        }
    }

    void detach(InetSocketAddress peer, Conversation conversation) {
        conversations.remove(peer, conversation);
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
