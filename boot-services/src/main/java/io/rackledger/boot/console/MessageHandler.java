package io.rackledger.boot.console;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import io.rackledger.core.signal.ConsolePath;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes messages into the book: datagrams, and bytes of a connection that are framed already. */
@Sharable
final class MessageHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(MessageHandler.class);

    private final ConsolePath path;
    private final ConsoleBook book;
    private final Clock clock;

    MessageHandler(ConsolePath path, ConsoleBook book, Clock clock) {
        this.path = path;
        this.book = book;
        this.clock = clock;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof DatagramPacket datagram) {
                said(datagram.sender(), ByteBufUtil.getBytes(datagram.content()));
            } else if (message instanceof byte[] framed) {
                said((InetSocketAddress) context.channel().remoteAddress(), framed);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void said(InetSocketAddress machine, byte[] message) {
        ConsoleBook.Speaker speaker =
                new ConsoleBook.Speaker(machine.getAddress().getHostAddress(), path);
        book.add(speaker, ConsoleText.of(path, message), clock.instant());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A machine that is switched off while it speaks is ordinary.
        if (!(cause instanceof IOException)) {
            LOG.warn("a message of {} cannot be read", context.channel().remoteAddress(), cause);
        }
        if (context.channel().remoteAddress() != null) {
            context.close();
        }
    }
}
