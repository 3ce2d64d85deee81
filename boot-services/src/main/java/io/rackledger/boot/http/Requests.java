package io.rackledger.boot.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Makes our request of Netty's. */
final class Requests {
    private Requests() {}

    static Request of(HttpRequest request, byte[] body, Channel channel, Instant at, long number) {
        String target = request.uri();
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        Map<String, String> headers = new HashMap<>();
        request.headers()
                .forEach(header -> headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
        return new Request(
                request.method().name(), collapsed(path), query, Map.copyOf(headers), body, peer, at, number);
    }

    /** One '/' for each run of them: cloud-init joins a base that ends in '/' with a path that begins with one. */
    private static String collapsed(String path) {
        return path.indexOf("//") < 0 ? path : path.replaceAll("/{2,}", "/");
    }
}
