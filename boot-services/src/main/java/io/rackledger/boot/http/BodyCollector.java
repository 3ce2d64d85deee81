package io.rackledger.boot.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import java.time.Clock;
import java.util.concurrent.Executor;

/** Collects a request's body, answers {@code Expect: 100-continue}, and refuses a body that is too long with a sentence. */
final class BodyCollector extends HttpObjectAggregator {
    private static final byte[] UNREAD = {};

    private final RequestAnswerer answerer;
    private final RequestCounter counter;
    private final Clock clock;
    private final Executor workers;

    BodyCollector(int longest, RequestAnswerer answerer, RequestCounter counter, Clock clock, Executor workers) {
        super(longest);
        this.answerer = answerer;
        this.counter = counter;
        this.clock = clock;
        this.workers = workers;
    }

    /** The rest of the body is read and dropped, within the request's deadline: a reset would hide the answer. */
    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        String reason = "The body is longer than " + maxContentLength() + " bytes.";
        tell(ctx.channel(), oversized, 413, reason);
        ctx.writeAndFlush(Responses.of(Answer.text(413, reason), true));
    }

    @Override
    protected Object newContinueResponse(HttpMessage start, int longest, ChannelPipeline pipeline) {
        Object response = super.newContinueResponse(start, longest, pipeline);
        if (response instanceof HttpResponse refusal && refusal.status().code() >= 400) {
            int status = refusal.status().code();
            String reason = "The body that the request announces is too long, or its expectation unknown.";
            tell(pipeline.channel(), start, status, reason);
            return Responses.of(Answer.text(status, reason), true);
        }
        return response;
    }

    private void tell(Channel channel, HttpMessage message, int status, String reason) {
        if (message instanceof HttpRequest request) {
            Request unread = Requests.of(request, UNREAD, channel, clock.instant(), counter.next());
            workers.execute(() -> answerer.refusedUnread(unread, status, reason));
        }
    }
}
