package io.rackledger.boot.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that takes too long to send a request, however busily it drips bytes: whole time counts, not silence. One timer lies in wait
 * for many requests, since most are answered long before. Runs on the channel's event loop only.
 */
final class RequestDeadline extends ChannelDuplexHandler {
    private final HttpLimits limits;
    private @Nullable Future<?> timer;
    private long timerAt;
    private boolean running;
    private long endsAt;

    RequestDeadline(HttpLimits limits) {
        this.limits = limits;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        restart(ctx, limits.idle());
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        running = false;
        cancel();
        ctx.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest) {
            restart(ctx, limits.request());
        }
        if (message instanceof LastHttpContent) {
            running = false;
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean interim = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof LastHttpContent && !interim) {
            promise.unvoid().addListener(_ -> restart(ctx, limits.idle()));
        }
        ctx.write(message, promise);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent) {
            ctx.close();
            return;
        }
        ctx.fireUserEventTriggered(event);
    }

    private void restart(ChannelHandlerContext ctx, Duration limit) {
        if (!ctx.channel().isActive()) {
            return;
        }
        running = true;
        endsAt = ctx.executor().ticker().nanoTime() + limit.toNanos();
        if (timer != null && endsAt - timerAt < 0) {
            cancel();
        }
        if (timer == null) {
            wake(ctx, limit.toNanos());
        }
    }

    private void wake(ChannelHandlerContext ctx, long nanos) {
        timerAt = ctx.executor().ticker().nanoTime() + nanos;
        timer = ctx.executor().schedule(() -> look(ctx), nanos, TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext ctx) {
        timer = null;
        long left = endsAt - ctx.executor().ticker().nanoTime();
        if (running && left > 0) {
            wake(ctx, left);
        } else if (running) {
            ctx.close();
        }
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
