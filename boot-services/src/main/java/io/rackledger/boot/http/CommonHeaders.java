package io.rackledger.boot.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;

/** Puts a Date on every answer: cloud-init learns its clock's error from nothing else. Netty does not add one. Of one connection. */
final class CommonHeaders extends ChannelOutboundHandlerAdapter {
    private final Clock clock;
    private long second = Long.MIN_VALUE;
    private String date = "";

    CommonHeaders(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response
                && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
            response.headers()
                    .set(HttpHeaderNames.DATE, date())
                    .set(HttpHeaderNames.SERVER, "rackledger-boot")
                    .set("x-content-type-options", "nosniff");
        }
        ctx.write(message, promise);
    }

    /** Written once in a second. */
    private String date() {
        Instant now = clock.instant();
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            date = DateFormatter.format(Date.from(now));
        }
        return date;
    }
}
