package io.rackledger.boot.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the open connections of all ports and closes one that is too many. */
@Sharable
final class OpenConnections extends ChannelInboundHandlerAdapter {
    private final int most;
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();

    OpenConnections(int most) {
        this.most = most;
    }

    long refused() {
        return refused.get();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (now.incrementAndGet() > most) {
            refused.incrementAndGet();
            ctx.close();
            return;
        }
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        now.decrementAndGet();
        ctx.fireChannelInactive();
    }
}
