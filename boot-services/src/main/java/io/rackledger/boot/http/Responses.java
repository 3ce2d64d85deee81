package io.rackledger.boot.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/** Makes Netty's response of our answer. */
final class Responses {
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private Responses() {}

    static FullHttpResponse of(Answer.Content answer, boolean keepAlive) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status(answer), Unpooled.wrappedBuffer(answer.body()));
        boolean bodiless = answer.status() == NO_CONTENT || answer.status() == NOT_MODIFIED;
        if (!bodiless) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.type());
            HttpUtil.setContentLength(response, answer.body().length);
        }
        return finished(response, answer, keepAlive);
    }

    /** The head of a file's answer; the bytes follow as a region. */
    static HttpResponse headOf(Answer.FilePart answer, boolean keepAlive) {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status(answer));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/octet-stream");
        HttpUtil.setContentLength(response, answer.length());
        return finished(response, answer, keepAlive);
    }

    private static <R extends HttpResponse> R finished(R response, Answer answer, boolean keepAlive) {
        answer.headers().forEach((name, value) -> response.headers().set(name, value));
        response.headers().set(HttpHeaderNames.CONNECTION, keepAlive ? "keep-alive" : "close");
        return response;
    }

    private static HttpResponseStatus status(Answer answer) {
        return HttpResponseStatus.valueOf(answer.status());
    }
}
