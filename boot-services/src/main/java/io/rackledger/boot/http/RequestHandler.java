package io.rackledger.boot.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands one request after the other to the answerer; the next is read only when the answer to the last is written. */
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final RequestAnswerer answerer;
    private final RequestCounter counter;
    private final HttpLimits limits;
    private final Clock clock;
    private final ExecutorService workers;

    RequestHandler(
            RequestAnswerer answerer, RequestCounter counter, HttpLimits limits, Clock clock, ExecutorService workers) {
        this.answerer = answerer;
        this.limits = limits;
        this.counter = counter;
        this.clock = clock;
        this.workers = workers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest message) {
        byte[] body = ByteBufUtil.getBytes(message.content());
        Request request = Requests.of(message, body, ctx.channel(), clock.instant(), counter.next());
        ctx.channel().config().setAutoRead(false);
        if (message.decoderResult().isFailure()) {
            refuseUnread(ctx, request, message.decoderResult());
            return;
        }
        AnswerWriter writer = new AnswerWriter(
                ctx, HttpUtil.isKeepAlive(message), request.method().equals("HEAD"), limits, clock, workers);
        run(ctx, () -> writer.write(answered(request)));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A machine that is switched off in mid-request is ordinary; everything else is worth a line.
        if (!(cause instanceof IOException) && !(cause instanceof PrematureChannelClosureException)) {
            LOG.warn("closing the connection of {}", ctx.channel().remoteAddress(), cause);
        }
        ctx.close();
    }

    private Answer answered(Request request) {
        try {
            return answerer.answer(request);
        } catch (RuntimeException e) {
            LOG.error("{} request of {} failed", request.method(), request.source(), e);
            return Answer.text(500, "The server failed on this request; its log names the reason.");
        }
    }

    private void refuseUnread(ChannelHandlerContext ctx, Request request, DecoderResult result) {
        Answer.Content refusal = refusal(result.cause());
        String reason = new String(refusal.body(), StandardCharsets.UTF_8).strip();
        ctx.writeAndFlush(Responses.of(refusal, false)).addListener(ChannelFutureListener.CLOSE);
        run(ctx, () -> answerer.refusedUnread(request, refusal.status(), reason));
    }

    private static Answer.Content refusal(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> Answer.text(414, "The request line is too long.");
            case TooLongHttpHeaderException _ -> Answer.text(431, "The headers are too long.");
            default -> Answer.text(400, "This is not an HTTP request.");
        };
    }

    private void run(ChannelHandlerContext ctx, Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("stopping; connection of {} is closed", ctx.channel().remoteAddress(), e);
            ctx.close();
        }
    }
}
